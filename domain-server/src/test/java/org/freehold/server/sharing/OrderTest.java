// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.freehold.server.sharing.Order.Wait;
import org.junit.jupiter.api.Test;

final class OrderTest {

    @Test
    void eachIsAskedBeforeAnybodyWaits() {
        Order order = new Order(3);
        assertEquals(0, order.at());
        assertEquals(Wait.NONE, order.failed(false));
        assertEquals(1, order.at());
        assertEquals(Wait.NONE, order.failed(false));
        assertEquals(2, order.at());
        assertEquals(Wait.ASKED, order.failed(false));
        assertEquals(0, order.at());
    }

    @Test
    void lineThatBreaksIsBegunAgainAtTheFirst() {
        Order order = new Order(2);
        assertEquals(Wait.SHORT, order.failed(true));
        assertEquals(0, order.at());
        order.failed(false);
        assertEquals(1, order.at());
        assertEquals(Wait.SHORT, order.failed(true));
        assertEquals(0, order.at());
    }

    @Test
    void onlyOneIsGivenTheTimeThatItAsksFor() {
        Order order = new Order(1);
        assertEquals(Wait.ASKED, order.failed(true));
        assertEquals(Wait.ASKED, order.failed(false));
        assertEquals(0, order.at());
    }

    @Test
    void newKeyBeginsAtTheFirst() {
        Order order = new Order(3);
        order.failed(false);
        order.failed(false);
        order.restart();
        assertEquals(0, order.at());
    }
}
