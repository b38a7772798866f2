package org.ramwire.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The one direction in which the modules may depend on one another. */
class ModuleDirectionTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.ramwire");

  @Test
  void importsTheClassesOfEveryModule() {
    assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct())
        .contains(
            "org.ramwire.format",
            "org.ramwire.codec",
            "org.ramwire.xbzrle",
            "org.ramwire.compression",
            "org.ramwire.receiver",
            "org.ramwire.receiver.apply",
            "org.ramwire.receiver.store",
            "org.ramwire.sender.migration",
            "org.ramwire.golden",
            "org.ramwire.conformance.cli");
  }

  @Test
  void modulesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("format")
        .definedBy("org.ramwire.format..")
        .layer("codec")
        .definedBy("org.ramwire.codec..")
        .layer("xbzrle")
        .definedBy("org.ramwire.xbzrle..")
        .layer("compression")
        .definedBy("org.ramwire.compression..")
        .optionalLayer("sender")
        .definedBy("org.ramwire.sender..")
        .layer("receiver")
        .definedBy("org.ramwire.receiver..")
        .layer("golden")
        .definedBy("org.ramwire.golden..")
        .layer("conformance")
        .definedBy("org.ramwire.conformance..")
        .whereLayer("conformance")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("golden")
        .mayOnlyBeAccessedByLayers("conformance")
        .whereLayer("sender")
        .mayOnlyBeAccessedByLayers("conformance")
        .whereLayer("receiver")
        .mayOnlyBeAccessedByLayers("conformance")
        .whereLayer("xbzrle")
        .mayOnlyBeAccessedByLayers("sender", "receiver", "conformance")
        .whereLayer("compression")
        .mayOnlyBeAccessedByLayers("sender", "receiver", "conformance")
        .whereLayer("codec")
        .mayOnlyAccessLayers("format")
        .check(CLASSES);
  }

  @Test
  void commandLineAndReportsLiveInConformanceOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.ramwire.conformance..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "com.fasterxml.jackson.databind..")
        .check(CLASSES);
  }

  @Test
  void onlyTheDescriptionReaderParsesJsonOutsideOfConformance() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.ramwire.conformance..")
        .and()
        .doNotHaveSimpleName("VmdescParser")
        .and()
        .doNotHaveSimpleName("VmdescReader")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CLASSES);
  }

  @Test
  void nobodyReachesForUnsafeMemory() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("sun.misc..", "jdk.internal..", "jdk.incubator..")
        .check(CLASSES);
  }

  @Test
  void noPackagesDependOnEachOther() {
    slices().matching("org.ramwire.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesOfConformanceDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("files")
        .definedBy("org.ramwire.conformance.files..")
        .layer("stream")
        .definedBy("org.ramwire.conformance.stream..")
        .layer("lab")
        .definedBy("org.ramwire.conformance.lab..")
        .layer("suite")
        .definedBy("org.ramwire.conformance.suite..")
        .layer("harness")
        .definedBy("org.ramwire.conformance.harness..")
        .layer("cli")
        .definedBy("org.ramwire.conformance.cli..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("harness")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("suite")
        .mayOnlyBeAccessedByLayers("harness", "cli")
        .whereLayer("lab")
        .mayOnlyBeAccessedByLayers("suite", "harness", "cli")
        .whereLayer("stream")
        .mayOnlyBeAccessedByLayers("lab", "suite", "harness", "cli")
        .whereLayer("files")
        .mayOnlyAccessLayers("files")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineKnowsItsLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.ramwire.conformance.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  /** A package that writes or reads a JSON document of its own; a new one is a decision. */
  private static final String[] OWNERS_OF_JSON = {
    "org.ramwire.conformance.cli",
    "org.ramwire.conformance.harness.export",
    "org.ramwire.conformance.harness.program",
    "org.ramwire.conformance.harness.reference",
    "org.ramwire.conformance.harness.report",
    "org.ramwire.conformance.harness.run",
    "org.ramwire.conformance.lab.bench.compare",
    "org.ramwire.conformance.lab.bench.qemu",
    "org.ramwire.conformance.lab.bench.report",
    "org.ramwire.conformance.lab.capture",
    "org.ramwire.conformance.lab.linux",
    "org.ramwire.conformance.lab.qemu",
    "org.ramwire.conformance.lab.replay",
    "org.ramwire.conformance.lab.scenario",
    "org.ramwire.conformance.lab.seedbuild",
    "org.ramwire.conformance.stream.images",
    "org.ramwire.conformance.stream.inspect",
    "org.ramwire.conformance.suite.coverage",
    "org.ramwire.conformance.suite.series"
  };

  @Test
  void onlyTheOwnersOfJsonDocumentsKnowJson() {
    noClasses()
        .that()
        .resideInAPackage("org.ramwire.conformance..")
        .and()
        .resideOutsideOfPackages(OWNERS_OF_JSON)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(CLASSES);
  }
}
