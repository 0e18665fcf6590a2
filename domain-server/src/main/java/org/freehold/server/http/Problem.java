// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.http;

import org.freehold.server.desk.Refusal;

/**
 * Why a request was not done.
 *
 * @param status of HTTP, 400 to 599
 * @param code stable, such as {@code bad-value}
 * @param detail what was wrong, with the value and what was expected
 * @param whatToDo what helps
 */
public record Problem(int status, String code, String detail, String whatToDo) {

    static Problem of(Refusal refusal) {
        return new Problem(refusal.status(), refusal.code(), refusal.getMessage(), refusal.whatToDo());
    }
}
