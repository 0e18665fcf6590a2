// SPDX-License-Identifier: Apache-2.0
package org.freehold.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.freehold.server.gateway.UpnpDescription.Service;
import org.junit.jupiter.api.Test;

final class UpnpDescriptionTest {
    private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.1.1");
    private static final URI LOCATION = URI.create("http://192.168.1.1:5000/desc/root.xml");
    private static final String GOOD = """
            <?xml version="1.0"?>
            <root xmlns="urn:schemas-upnp-org:device-1-0"><device>
            <deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType>
            <serviceList><service><serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType>
            <controlURL>/ctl/L3F</controlURL></service></serviceList>
            <deviceList><device><deviceList><device><serviceList><service>
            <serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>
            <controlURL> /ctl/IPConn </controlURL>
            </service></serviceList></device></deviceList></device></deviceList>
            </device></root>
            """;

    @Test
    void findsTheServiceThatOpensPorts() {
        assertEquals(
                Optional.of(new Service(
                        "urn:schemas-upnp-org:service:WANIPConnection:1",
                        URI.create("http://192.168.1.1:5000/ctl/IPConn"))),
                service(GOOD));
    }

    @Test
    void findsTheServiceOfALineThatDials() {
        assertEquals(
                Optional.of("urn:schemas-upnp-org:service:WANPPPConnection:1"),
                service(GOOD.replace("WANIPConnection", "WANPPPConnection")).map(Service::type));
    }

    @Test
    void resolvesAgainstTheBaseThatIsSaid() {
        assertEquals(
                Optional.of(URI.create("http://192.168.1.1:80/ctl/IPConn")),
                service(GOOD.replace("<device>\n<deviceType>",
                        "<URLBase>http://192.168.1.1:80/</URLBase><device>\n<deviceType>"))
                        .map(Service::control));
    }

    @Test
    void doesNotGoWhereTheDescriptionLeadsElsewhere() {
        assertEquals(Optional.empty(), service(GOOD.replace("/ctl/IPConn", "http://10.0.0.1/ctl")));
        assertEquals(Optional.empty(), service(GOOD.replace("/ctl/IPConn", "//evil.example/ctl")));
        assertEquals(Optional.empty(), service(GOOD.replace("/ctl/IPConn", "file:///etc/passwd")));
        assertEquals(Optional.empty(), service(GOOD.replace("/ctl/IPConn", "http://[broken")));
        assertEquals(
                Optional.empty(),
                service(GOOD.replace("<device>\n<deviceType>",
                        "<URLBase>http://evil.example/</URLBase><device>\n<deviceType>")));
    }

    @Test
    void readsNothingOutsideTheDocument() {
        String file = "<!DOCTYPE root [<!ENTITY control SYSTEM \"file:///etc/hostname\">]>";
        assertEquals(
                Optional.empty(),
                service(GOOD.replace("<root", file + "<root").replace("/ctl/IPConn", "/&control;")));
        assertEquals(
                Optional.empty(),
                service(GOOD.replace("<root", "<!DOCTYPE root SYSTEM \"http://192.168.1.1/x\"><root")));
    }

    @Test
    void doesNotBlowUp() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE root [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++) {
            entities.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
        }
        assertEquals(
                Optional.empty(),
                service(GOOD.replace("<root", entities + "]><root").replace("/ctl/IPConn", "/&a39;")));
        assertEquals(Optional.empty(), service("<a>".repeat(UpnpDescription.MAX_BYTES / 3)), "deep");
        assertEquals(Optional.empty(), service(GOOD + " ".repeat(UpnpDescription.MAX_BYTES)), "long");
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertEquals(Optional.empty(), service(""));
        assertEquals(Optional.empty(), service("<html><br></html>"));
        assertEquals(Optional.empty(), service(GOOD.replace("WANIPConnection", "WANCommonInterfaceConfig")));
        assertEquals(Optional.empty(), service(GOOD.replace("controlURL", "other")));
    }

    @Test
    void readsValuesOfAnswers() {
        byte[] answer = """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><detail>
                <UPnPError xmlns="urn:schemas-upnp-org:control-1-0"><errorCode>718</errorCode></UPnPError>
                </detail></s:Fault></s:Body></s:Envelope>""".getBytes(StandardCharsets.UTF_8);
        assertEquals(Optional.of("718"), UpnpDescription.value(answer, "errorCode"));
        assertEquals(Optional.empty(), UpnpDescription.value(answer, "NewExternalIPAddress"));
    }

    @Test
    void readsAnythingWithoutAFault() {
        Random random = new Random(1984);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(3); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            UpnpDescription.service(bytes, LOCATION, ROUTER);
        }
    }

    private static Optional<Service> service(String xml) {
        return UpnpDescription.service(xml.getBytes(StandardCharsets.UTF_8), LOCATION, ROUTER);
    }
}
