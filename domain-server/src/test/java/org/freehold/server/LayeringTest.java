// SPDX-License-Identifier: Apache-2.0
package org.freehold.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the direction of the arrows between the packages of the server. */
final class LayeringTest {

    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.freehold.server");

    @Test
    void wireDependsOnNothingOfOurs() {
        check(dependsOnNothingOfOurs("wire"));
    }

    @Test
    void entityDependsOnNothingOfOurs() {
        check(dependsOnNothingOfOurs("entity"));
    }

    @Test
    void onlyTransportAndHttpUseNettyChannels() {
        check(noClasses().that().resideOutsideOfPackages(ours("transport"), ours("http"))
                .should().dependOnClassesThat().resideInAPackage("io.netty.channel..")
                .because("all other packages handle messages, not connections"));
    }

    @Test
    void onlyStorageUsesJdbc() {
        check(noClasses().that().resideOutsideOfPackage(ours("storage"))
                .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql.."));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("org.freehold.server.(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyTheCommandLinePrints() {
        check(noClasses().that().resideOutsideOfPackages(ours("app"), ours("visit"))
                .should().accessField(System.class, "out")
                .orShould().accessField(System.class, "err")
                .because("a service logs, and the log says when and where"));
    }

    @Test
    void clocksArePassedIn() {
        check(noClasses().that().resideOutsideOfPackage(ours("app"))
                .should().callMethod(System.class, "currentTimeMillis")
                .because("a test ticks the world by hand"));
    }

    @Test
    void nothingUsesTheOldDate() {
        check(noClasses().that().resideOutsideOfPackage(ours("app"))
                .should().dependOnClassesThat().haveFullyQualifiedName("java.util.Date")
                .because("java.time says what it means"));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        SortedSet<String> missing = SERVER.stream()
                .map(JavaClass::getPackage)
                .filter(found -> found.tryGetPackageInfo().isEmpty())
                .map(JavaPackage::getName)
                .collect(toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(), missing, "packages without a package-info.java");
    }

    private static String ours(String name) {
        return "org.freehold.server." + name + "..";
    }

    private static ArchRule dependsOnNothingOfOurs(String name) {
        return noClasses().that().resideInAPackage(ours(name))
                .should()
                .dependOnClassesThat(resideInAPackage("org.freehold..").and(not(resideInAPackage(ours(name)))));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(SERVER);
    }
}
