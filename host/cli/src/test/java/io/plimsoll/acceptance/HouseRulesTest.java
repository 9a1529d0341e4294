package io.plimsoll.acceptance;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that hold for everything that is shipped, on the classes of the assembled distribution. */
class HouseRulesTest {
  /** What the host shares with bundles, and what the JDK has. */
  private static final List<String> SHARED =
      List.of("io.plimsoll.api", "org.apache.arrow.memory", "org.apache.arrow.vector", "org.slf4j", "org.jspecify", "java", "javax");

  /** Packages of the JDK beyond its standard that a library inside a bundle asks for, or does without. */
  private static final Map<String, Set<String>> BEYOND_STANDARD =
      Map.of(
          // Of the JDK's own module java.xml, as javax.xml is.
          "io.plimsoll.credential-azure", Set.of("org.w3c.dom", "org.xml.sax"),
          "io.plimsoll.keywrapper-keyvault", Set.of("org.w3c.dom", "org.xml.sax"),
          // Micrometer reads the load of the processors there, or does without.
          "io.plimsoll.console", Set.of("com.sun.management"),
          "io.plimsoll.engine-duckdb", Set.of("jdk.jfr"),
          // Reactor works without sun.misc; libraries of Azure know XML.
          "io.plimsoll.action-azure", Set.of("sun.misc", "org.w3c.dom", "org.xml.sax"),
          // The same; the answers of the Blob API are XML.
          "io.plimsoll.store-adls", Set.of("sun.misc", "org.w3c.dom", "org.xml.sax"),
          // The decompressor of Zstandard works on raw memory.
          "io.plimsoll.reader-parquet", Set.of("sun.misc"));

  private static final ArchRule STATIC_IS_FINAL = fields().that().areStatic().should().beFinal();
  private static final ArchRule STATIC_DOES_NOT_CHANGE = noFields().that().areStatic().should().haveRawType(changing());

  private static final ArchRule THREADS_ARE_NAMED =
      noClasses()
          .should()
          .callConstructorWhere(target(owner(name(Thread.class.getName()))).and(lacks(String.class)))
          .because("a stack dump must say whose thread it is");

  private static final ArchRule POOLS_ARE_OWN =
      noClasses()
          .should()
          .callMethodWhere(target(owner(name(Executors.class.getName()))).and(lacks(ThreadFactory.class)))
          .orShould()
          .callMethodWhere(
              target(owner(name(CompletableFuture.class.getName()))).and(endsWithAsync()).and(lacks(Executor.class)))
          .orShould()
          .callMethod(Collection.class, "parallelStream");

  private static final ArchRule TIME_IS_HANDED_IN =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.plimsoll.host.HostBuilder")
          .and()
          .doNotHaveFullyQualifiedName("io.plimsoll.cli.Surroundings")
          // Compares with the times of files, which are the machine's.
          .and()
          .doNotHaveFullyQualifiedName("io.plimsoll.region.local.NativeLibrary")
          // Tokens end by the clock of whoever issues them.
          .and()
          .doNotHaveFullyQualifiedName("io.plimsoll.credential.azure.Assertion")
          .should()
          .callMethodWhere(asksTheMachine())
          .because("a builder or the command line chooses the clock, and tests set it");

  /** Detectors estimate; a Parquet file of another provider may hold doubles, which are made decimals once. */
  private static final ArchRule MONEY_KEEPS_ITS_DIGITS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.plimsoll.detector..", "io.plimsoll.host.anomaly..", "io.plimsoll.host.backtest..",
              "io.plimsoll.api.anomaly..", "io.plimsoll.generator..")
          .and()
          .doNotHaveFullyQualifiedName("io.plimsoll.reader.parquet.Conversion")
          .should()
          .callCodeUnitWhere(losesDigits());

  /** By bundle, its own packages without those of libraries inside it. */
  private static final Map<String, Set<String>> OWN = new TreeMap<>();

  private static final Map<String, Set<String>> IMPORTED = new TreeMap<>();
  private static JavaClasses all;

  @BeforeAll
  static void readTheDistribution() throws IOException {
    Set<Location> locations = new HashSet<>();
    for (String name : List.of("io.plimsoll.api", "io.plimsoll.host", "io.plimsoll.cli", "io.plimsoll.generator")) {
      locations.addAll(Locations.ofPackage(name));
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Hosts.bundles(), "*.jar")) {
      for (Path jar : jars) {
        try (JarFile file = new JarFile(jar.toFile())) {
          Attributes manifest = file.getManifest().getMainAttributes();
          Set<String> own = packages(manifest.getValue("Private-Package"));
          own.removeIf(name -> !name.startsWith("io.plimsoll."));
          OWN.put(manifest.getValue("Bundle-SymbolicName"), own);
          IMPORTED.put(manifest.getValue("Bundle-SymbolicName"), packages(manifest.getValue("Import-Package")));
          locations.add(Location.of(file));
        }
      }
    }
    all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importLocations(locations)
            .that(resideInAnyPackage("io.plimsoll.."));
  }

  @Test
  void theDistributionHasItsBundles() {
    assertThat(OWN).hasSizeGreaterThanOrEqualTo(11).allSatisfy((bundle, own) -> assertThat(own).isNotEmpty());
    assertThat(all.contain("io.plimsoll.host.PlimsollHost") && all.contain("io.plimsoll.cli.Main")).isTrue();
    assertThat(all).hasSizeGreaterThan(500);
  }

  @Test
  void aBundleKnowsTheApiAndNeitherHostNorAnotherBundle() {
    OWN.forEach(
        (bundle, own) -> {
          String[] known = own.toArray(String[]::new);
          noClasses()
              .that()
              .resideInAnyPackage(known)
              .should()
              .dependOnClassesThat(
                  resideInAnyPackage("io.plimsoll..")
                      .and(resideOutsideOfPackages(known))
                      .and(resideOutsideOfPackages("io.plimsoll.api..")))
              .because(bundle + " depends on the API alone")
              .check(all);
        });
  }

  @Test
  void aBundleImportsWhatTheHostSharesAlone() {
    IMPORTED.forEach(
        (bundle, packages) ->
            assertThat(packages).as("packages that %s imports", bundle).isNotEmpty().allSatisfy(
                name ->
                    assertThat(
                            SHARED.stream().anyMatch(s -> name.equals(s) || name.startsWith(s + "."))
                                || BEYOND_STANDARD.getOrDefault(bundle, Set.of()).contains(name))
                        .as("%s of %s", name, bundle).isTrue()));
  }

  @Test
  void nothingStaticChanges() {
    STATIC_IS_FINAL.check(all);
    STATIC_DOES_NOT_CHANGE.check(all);
  }

  @Test
  void everyThreadHasAName() {
    THREADS_ARE_NAMED.check(all);
    POOLS_ARE_OWN.check(all);
  }

  @Test
  void whatTimeItIsComesFromAClockThatIsHandedIn() {
    TIME_IS_HANDED_IN.check(all);
  }

  @Test
  void moneyIsNeverFloating() {
    MONEY_KEEPS_ITS_DIGITS.check(all);
    DescribedPredicate<JavaClass> money =
        resideInAnyPackage(
            "io.plimsoll.api.cost..", "io.plimsoll.api.engine..", "io.plimsoll.api.collect..", "io.plimsoll.host.collect..",
            "io.plimsoll.host.cost..", "io.plimsoll.host.sql..", "io.plimsoll.host.leave..", "io.plimsoll.engine..",
            "io.plimsoll.reader.csv..");
    noFields().that().areDeclaredInClassesThat(money).should().haveRawType(floating()).check(all);
    noMethods().that().areDeclaredInClassesThat(money).should().haveRawReturnType(floating()).check(all);
    methods()
        .that()
        .areDeclaredInClassesThat(money)
        .should(
            ArchConditions.be(
                new DescribedPredicate<JavaMethod>("without floating-point parameters") {
                  @Override
                  public boolean test(JavaMethod method) {
                    return method.getRawParameterTypes().stream().noneMatch(HouseRulesTest::isFloating);
                  }
                }))
        .check(all);
  }

  @Test
  void eachRuleFindsWhoBreaksIt() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    assertThat(
            List.of(
                STATIC_IS_FINAL, STATIC_DOES_NOT_CHANGE, THREADS_ARE_NAMED, POOLS_ARE_OWN, TIME_IS_HANDED_IN,
                MONEY_KEEPS_ITS_DIGITS))
        .allSatisfy(rule -> assertThat(rule.evaluate(offender).hasViolation()).as(rule.getDescription()).isTrue());
  }

  /** Breaks them all. */
  private static final class Offender {
    static final AtomicInteger COUNT = new AtomicInteger();
    static int last;

    double offend() {
      new Thread(() -> {});
      Executors.newCachedThreadPool();
      last = (int) Instant.now().getEpochSecond();
      return BigDecimal.ONE.doubleValue();
    }
  }

  private static DescribedPredicate<JavaCall<?>> asksTheMachine() {
    return new DescribedPredicate<>("ask the machine for the time") {
      @Override
      public boolean test(JavaCall<?> call) {
        String of = call.getTargetOwner().getName();
        boolean now =
            of.startsWith("java.time.") && call.getName().equals("now")
                && call.getTarget().getRawParameterTypes().stream().noneMatch(p -> p.isEquivalentTo(Clock.class));
        boolean clock = of.equals(Clock.class.getName()) && call.getName().startsWith("system");
        boolean millis = of.equals(System.class.getName()) && call.getName().equals("currentTimeMillis");
        return now || clock || millis;
      }
    };
  }

  private static DescribedPredicate<JavaCall<?>> losesDigits() {
    return new DescribedPredicate<>("turn money into a floating-point number or back") {
      @Override
      public boolean test(JavaCall<?> call) {
        boolean into = call.getName().equals("doubleValue") || call.getName().equals("floatValue");
        boolean back = call.getTarget().getRawParameterTypes().stream().anyMatch(HouseRulesTest::isFloating);
        return call.getTargetOwner().isEquivalentTo(BigDecimal.class) && (into || back);
      }
    };
  }

  private static DescribedPredicate<JavaClass> changing() {
    return resideInAnyPackage("java.util.concurrent.atomic", "java.util.concurrent.locks")
        .or(assignableTo(ThreadLocal.class))
        .as("something that changes");
  }

  private static DescribedPredicate<JavaClass> floating() {
    return new DescribedPredicate<>("floating point") {
      @Override
      public boolean test(JavaClass type) {
        return isFloating(type);
      }
    };
  }

  private static boolean isFloating(JavaClass type) {
    return Set.of("double", "float", "java.lang.Double", "java.lang.Float").contains(type.getBaseComponentType().getName());
  }

  private static DescribedPredicate<JavaCall<?>> lacks(Class<?> parameter) {
    return new DescribedPredicate<>("no " + parameter.getSimpleName()) {
      @Override
      public boolean test(JavaCall<?> call) {
        return call.getTarget().getRawParameterTypes().stream().noneMatch(p -> p.isEquivalentTo(parameter));
      }
    };
  }

  private static DescribedPredicate<JavaCall<?>> endsWithAsync() {
    return new DescribedPredicate<>("on a pool of its choice") {
      @Override
      public boolean test(JavaCall<?> call) {
        return call.getName().endsWith("Async");
      }
    };
  }

  /** The names of an {@code Import-Package} header, without versions and directives. */
  private static Set<String> packages(String header) {
    Set<String> names = new TreeSet<>();
    for (String clause : header.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")) {
      names.add(clause.split(";", 2)[0].strip());
    }
    return names;
  }
}
