package io.plimsoll.host;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.plimsoll.api.Plimsoll;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The rules of the house that hold for the API and the host, on their compiled classes. */
class HouseRulesTest {
  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackagesOf(Plimsoll.class);
  private static final JavaClasses HOST =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.plimsoll.host");

  @Test
  void theApiNeedsTheJdkArrowVectorsAndAnnotationsAlone() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                "io.plimsoll.api..",
                "java..",
                "javax.sql..",
                "org.apache.arrow.vector..",
                "org.apache.arrow.memory..",
                "org.jspecify.annotations..",
                "org.osgi.annotation.."))
        .check(API);
  }

  @Test
  void theHostKnowsNoBundle() {
    DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> bundle =
        resideInAPackage("io.plimsoll..").and(resideOutsideOfPackages("io.plimsoll.api..", "io.plimsoll.host.."));
    noClasses().should().dependOnClassesThat(bundle).check(HOST);
  }

  @Test
  void theHostHasNoCloudNoWebAndNoSqlEngine() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("com.azure..", "com.microsoft..", "io.javalin..", "org.eclipse.jetty..", "org.duckdb.."))
        .check(HOST);
  }

  @Test
  void theFrameworkStaysInsideTheRuntime() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.plimsoll.host.runtime")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.osgi..", "org.apache.felix.."))
        .allowEmptyShould(true)
        .check(HOST);
  }

  @Test
  void theRuntimeStandsOnTheApiAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.plimsoll.host.runtime")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.plimsoll.host..").and(resideOutsideOfPackages("io.plimsoll.host.runtime")))
        .check(HOST);
  }

  @Test
  void nothingStaticChanges() {
    fields().that().areStatic().should().beFinal().check(HOST);
    noFields()
        .that()
        .areStatic()
        .should()
        .haveRawType(ThreadLocal.class)
        .orShould()
        .haveRawType(AtomicReference.class)
        .orShould()
        .haveRawType(AtomicInteger.class)
        .orShould()
        .haveRawType(AtomicLong.class)
        .orShould()
        .haveRawType(AtomicBoolean.class)
        .check(HOST);
  }
}
