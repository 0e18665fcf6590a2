// SPDX-License-Identifier: Apache-2.0
import './ui/style.css';
import { start } from './app/main';

void start();
