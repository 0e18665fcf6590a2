// SPDX-License-Identifier: Apache-2.0
/**
 * The settings of a domain: what can be set, and reading it from the file, the environment and the command line.
 *
 * <p>Starting points: {@link org.freehold.server.config.Settings} (the one table of all settings),
 * {@link org.freehold.server.config.Config} (their values), {@link org.freehold.server.config.ConfigReader}.
 *
 * <p>Threads: none of its own; all types are immutable. Knows nothing of the services that the settings are for.
 */
@org.jspecify.annotations.NullMarked
package org.freehold.server.config;
