// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.entity;

import static org.freehold.server.entity.Property.LONG;
import static org.freehold.server.entity.Property.SHORT;
import static org.freehold.server.entity.Property.choice;
import static org.freehold.server.entity.Property.flag;
import static org.freehold.server.entity.Property.group;
import static org.freehold.server.entity.Property.number;
import static org.freehold.server.entity.Property.text;
import static org.freehold.server.entity.Property.url;
import static org.freehold.server.entity.Property.white;
import static org.freehold.server.entity.Property.whole;
import static org.freehold.server.entity.ShapeProperties.ALPHA;
import static org.freehold.server.entity.ShapeProperties.PULSE;

import java.util.List;

/** The properties of what shows or plays something: text, images, web pages and sounds. */
final class MediaProperties {
    private MediaProperties() {}

    static final List<Property> TEXT = List.of(
            text("text", LONG, ""),
            number("lineHeight", 0.1),
            white("textColor"),
            number("textAlpha", 0, 1, 1),
            ShapeProperties.black("backgroundColor"),
            number("backgroundAlpha", 0, 1, 1),
            number("leftMargin", 0),
            number("rightMargin", 0),
            number("topMargin", 0),
            number("bottomMargin", 0),
            text("font", Property.ADDRESS, "Roboto"),
            choice("textEffect", "none", "outline", "outline fill", "shadow"),
            white("textEffectColor"),
            number("textEffectThickness", 0, 0.5, 0.2),
            choice("alignment", "left", "center", "right"),
            choice("verticalAlignment", "top", "bottom", "center"),
            flag("unlit", false),
            PULSE);

    static final List<Property> IMAGE = List.of(
            url("imageURL"),
            flag("emissive", false),
            flag("keepAspectRatio", true),
            group("subImage", number("x", 0), number("y", 0), number("width", 0), number("height", 0)),
            white("color"),
            ALPHA,
            PULSE);

    static final List<Property> WEB = List.of(
            url("sourceUrl"),
            whole("dpi", 0, 65535, 30),
            url("scriptURL"),
            whole("maxFPS", 0, 255, 10),
            choice("inputMode", "touch", "mouse"),
            flag("wantsKeyboardFocus", true),
            flag("showKeyboardFocusHighlight", true),
            flag("useBackground", true),
            text("userAgent", SHORT, ""),
            white("color"),
            ALPHA,
            PULSE);

    static final List<Property> SOUND = List.of(
            url("soundURL"),
            number("volume", 0, 1, 1),
            number("timeOffset", 0),
            number("pitch", 1.0 / 16, 16, 1),
            flag("playing", true),
            flag("loop", true),
            flag("positional", true),
            flag("localOnly", false));
}
