// SPDX-License-Identifier: Apache-2.0
package org.freehold.moderation;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds what makes this module pure: it decides, and touches nothing. */
final class LayeringTest {

    private static final JavaClasses MODERATION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.freehold.moderation");

    /** What of java.net only takes texts apart; URL is not among it, since its equals asks the network. */
    private static final Class<?>[] TEXT_OF_JAVA_NET = {IDN.class, URI.class, URISyntaxException.class};

    private static final Set<String> CLOCKS = Set.of(
            "java.time.Clock.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.tick",
            "java.time.InstantSource.system",
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime");

    @Test
    void nothingTouchesTheNetworkFilesDatabasesOrLogs() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..", "javax.sql..",
                        "io.netty..", "org.slf4j..", "java.util.logging..")
                        .and(not(belongToAnyOf(TEXT_OF_JAVA_NET))))
                .orShould()
                .dependOnClassesThat(
                        resideInAPackage("org.freehold..").and(not(resideInAPackage("org.freehold.moderation.."))))
                .because("decisions are values; whoever acts on them stands outside")
                .check(MODERATION);
    }

    @Test
    void nothingOpensAFileTheOldWay() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.(File|FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)")
                .check(MODERATION);
    }

    @Test
    void theTimeIsAnArgument() {
        noClasses().should().accessTargetWhere(readsAClock()).because("a test says what time it is").check(MODERATION);
    }

    @Test
    void nothingPrints() {
        noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err")
                .check(MODERATION);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.freehold.moderation.(*)..").should().beFreeOfCycles().check(MODERATION);
    }

    @Test
    void theWordsKnowNothingOfWhatIsSaidWithThem() {
        noClasses()
                .that()
                .resideInAPackage("org.freehold.moderation")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.freehold.moderation.*..")
                .check(MODERATION);
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        SortedSet<String> missing = MODERATION.stream()
                .map(JavaClass::getPackage)
                .filter(found -> found.tryGetPackageInfo().isEmpty())
                .map(JavaPackage::getName)
                .collect(toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(), missing, "packages without a package-info.java");
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClock() {
        return DescribedPredicate.describe("the method reads a clock", LayeringTest::readsAClock);
    }

    /** {@code now} of any class of java.time reads the machine's clock, unless it is handed one. */
    private static boolean readsAClock(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getFullName();
        String name = call.getTarget().getName();
        return CLOCKS.contains(owner + "." + name) || (owner.startsWith("java.time.") && name.equals("now"));
    }
}
