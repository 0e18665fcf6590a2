// SPDX-License-Identifier: Apache-2.0
package org.freehold.webrtc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds what makes data channels testable: no sockets, clocks or threads, and SCTP knows nothing of what it carries. */
final class LayeringTest {
    private static final JavaClasses CHANNELS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.freehold.webrtc.sctp", "org.freehold.webrtc.datachannel");

    @Test
    void channelsKnowNoSocketsThreadsFilesOrLogs() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent..",
                        "io.netty.channel..", "io.netty.handler..", "org.slf4j..", "org.freehold.server..")
                .check(CHANNELS);
    }

    @Test
    void theTimeAndRandomnessAreHandedIn() {
        noClasses()
                .should().callMethod(System.class, "nanoTime")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().dependOnClassesThat().resideInAPackage("java.time..")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.security.SecureRandom")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
                .check(CHANNELS);
    }

    @Test
    void sctpKnowsNothingOfChannels() {
        noClasses()
                .that().resideInAPackage("org.freehold.webrtc.sctp..")
                .should().dependOnClassesThat().resideInAnyPackage("org.freehold.webrtc.datachannel..")
                .check(CHANNELS);
    }
}
