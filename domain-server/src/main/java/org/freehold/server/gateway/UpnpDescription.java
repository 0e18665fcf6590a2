// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** What a router's XML says. Pure; reads no document types, so nothing outside the bytes. */
final class UpnpDescription {
    /** Largest document that is looked at. */
    static final int MAX_BYTES = 256 << 10;

    private static final List<String> SERVICES = List.of(
            "urn:schemas-upnp-org:service:WANIPConnection:2",
            "urn:schemas-upnp-org:service:WANIPConnection:1",
            "urn:schemas-upnp-org:service:WANPPPConnection:1");

    private UpnpDescription() {}

    /**
     * The service of a router that opens ports.
     *
     * @param type such as {@code urn:schemas-upnp-org:service:WANIPConnection:1}
     * @param control where it is asked
     */
    record Service(String type, URI control) {}

    /**
     * The service in a description of a device; empty when there is none, or it is not at the router itself.
     *
     * @param location where the description comes from
     */
    static Optional<Service> service(byte[] xml, URI location, InetAddress router) {
        Document document = parse(xml);
        if (document == null) {
            return Optional.empty();
        }
        String base = text(document, "URLBase");
        NodeList all = document.getElementsByTagNameNS("*", "service");
        for (String type : SERVICES) {
            for (int i = 0; i < all.getLength(); i++) {
                if (all.item(i) instanceof Element service && type.equals(text(service, "serviceType"))) {
                    Optional<Service> found = control(location, base, text(service, "controlURL"), router)
                            .map(control -> new Service(type, control));
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The text of the first element of this name in an answer; empty when there is none. */
    static Optional<String> value(byte[] xml, String name) {
        Document document = parse(xml);
        return document == null ? Optional.empty() : Optional.ofNullable(text(document, name));
    }

    private static Optional<URI> control(
            URI location, @Nullable String base, @Nullable String control, InetAddress router) {
        if (control == null) {
            return Optional.empty();
        }
        try {
            URI from = base == null || base.isEmpty() ? location : URI.create(base);
            return SsdpCodec.RouterUrl.at(router, from.resolve(control).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(Document document, String name) {
        return text(document.getElementsByTagNameNS("*", name));
    }

    private static @Nullable String text(Element element, String name) {
        return text(element.getElementsByTagNameNS("*", name));
    }

    private static @Nullable String text(NodeList found) {
        return found.getLength() == 0 ? null : found.item(0).getTextContent().strip();
    }

    private static @Nullable Document parse(byte[] xml) {
        if (xml.length > MAX_BYTES) {
            return null;
        }
        try {
            DocumentBuilder builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (SAXException | IOException e) {
            return null;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every Java has this parser", e);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    /** The usual one prints. */
    private static final class Silent implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // of no interest
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
