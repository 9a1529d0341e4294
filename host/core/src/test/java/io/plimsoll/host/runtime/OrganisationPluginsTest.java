package io.plimsoll.host.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.AnomalyDetector;
import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.bundle.BundleStatus;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.export.ExportReader;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.api.plugin.PluginException;
import io.plimsoll.api.plugin.PluginGrants;
import io.plimsoll.host.runtime.sample.MoodyReader;
import io.plimsoll.host.runtime.sample.TunableDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganisationPluginsTest {
  private static final String CANARY = "canary-8f3b";

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, PluginTerms> terms = new HashMap<>();
  private final List<PluginChange> changes = new ArrayList<>();
  private PluginRuntime plugins;

  private void start() {
    Path added = root.resolve("added");
    TestBundle.of("moody", ExportReader.class, MoodyReader.class).in(root.resolve("bundles"));
    TestBundle.named("test.own")
        .plugin("own", AnomalyDetector.class, TunableDetector.class, "TAGS", "NETWORK")
        .in(root.resolve("bundles"));
    TestBundle.of("plain", AnomalyDetector.class, TunableDetector.class).in(added);
    TestBundle.named("test.needy")
        .plugin("needy", AnomalyDetector.class, TunableDetector.class, "TAGS,NETWORK", "RESOURCE_NAMES")
        .in(added);
    TestBundle.named("test.future")
        .plugin("future", AnomalyDetector.class, TunableDetector.class, "TELEPATHY", "")
        .in(added);
    plugins =
        PluginRuntime.start(
            TestBundle.config(root, GuardLimits.standard(), new SettableClock()).added(List.of(added)).watch(changes::add));
  }

  private OrganisationPlugins of(String organisation) {
    return new OrganisationPlugins(
        plugins, organisation, (kind, name) -> null, () -> terms.getOrDefault(organisation, PluginTerms.NONE), new SecretFiles(environment::get));
  }

  private void granted(String organisation, String plugin, Map<Grant, Boolean> grants) {
    terms.put(organisation, new PluginTerms(Map.of(plugin, grants), Map.of()));
  }

  private void set(String organisation, String plugin, Map<String, String> settings) {
    terms.put(organisation, new PluginTerms(Map.of(), Map.of(plugin, settings)));
  }

  @AfterEach
  void close() {
    plugins.close();
  }

  @Test
  void whatTheProgramBringsHasWhatItAsksForAndWhatIsAddedHasWhatItsKindIsFor() {
    start();

    assertThat(of("acme").granted(AnomalyDetector.class, "own")).containsExactlyInAnyOrder(Grant.COSTS, Grant.TAGS, Grant.NETWORK);
    assertThat(of("acme").granted(AnomalyDetector.class, "plain")).containsExactly(Grant.COSTS);
    assertThat(of("acme").granted(AnomalyDetector.class, "needy")).containsExactly(Grant.COSTS);
    assertThat(of("acme").all(AnomalyDetector.class)).containsOnlyKeys("own", "plain");
  }

  @Test
  void aPluginWithoutAGrantItNeedsIsNotCalledAndTheAnswerNamesTheCommand() {
    start();
    granted("acme", "needy", Map.of(Grant.TAGS, true));

    PluginException e = (PluginException) of("acme").withheld(AnomalyDetector.class).get("needy");

    assertThat(e.code()).isEqualTo(ErrorCode.REFUSED);
    assertThat(e)
        .hasMessage(
            "Plug-in needy (AnomalyDetector, test.needy-1.0.0.jar) is not called for acme, which did not grant it network.");
    assertThat(e.advice()).isEqualTo("Grant it: plimsoll plugins grant acme needy network.");
    assertThatThrownBy(() -> of("acme").find(AnomalyDetector.class, "needy").minimumHistoryDays()).hasMessage(e.getMessage());
  }

  @Test
  void aGrantOfOneOrganisationIsNoneOfAnother() {
    start();
    granted("acme", "needy", Map.of(Grant.TAGS, true, Grant.NETWORK, true));

    assertThat(of("acme").withheld(AnomalyDetector.class)).isEmpty();
    assertThat(of("acme").find(AnomalyDetector.class, "needy").minimumHistoryDays()).isEqualTo(7);
    assertThat(of("globex").withheld(AnomalyDetector.class)).containsOnlyKeys("needy");
  }

  @Test
  void aGrantTakenBackEndsTheNextCallOfWhoeverHoldsThePlugin() {
    start();
    AnomalyDetector own = of("acme").find(AnomalyDetector.class, "own");
    assertThat(own.minimumHistoryDays()).isEqualTo(7);

    granted("acme", "own", Map.of(Grant.COSTS, false));

    assertThatThrownBy(own::minimumHistoryDays).hasMessageContaining("which did not grant it costs");
  }

  @Test
  void theListSaysWhatIsAskedForAndGivenByKind() {
    start();
    granted("acme", "needy", Map.of(Grant.RESOURCE_NAMES, true));

    PluginGrants grants = of("acme").grants("needy").get(0);

    assertThat(grants.needs()).isEqualTo(EnumSet.of(Grant.NETWORK, Grant.COSTS, Grant.TAGS));
    assertThat(grants.uses()).containsExactly(Grant.RESOURCE_NAMES);
    assertThat(grants.granted()).isEqualTo(EnumSet.of(Grant.COSTS, Grant.RESOURCE_NAMES));
    assertThat(grants.missing()).isEqualTo(EnumSet.of(Grant.NETWORK, Grant.TAGS));
    assertThatThrownBy(() -> of("acme").grants("nobody"))
        .hasMessage("There is no plug-in named nobody.")
        .extracting(e -> ((PlimsollException) e).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void aNeedThatNothingHereCanGrantRefusesTheBundle() {
    start();

    assertThat(plugins.bundles())
        .filteredOn(b -> b.state() == BundleStatus.State.REJECTED)
        .flatExtracting(BundleStatus::reasons)
        .containsExactly("plug-in future needs TELEPATHY, which nothing here can grant");
  }

  @Test
  void everyProblemOfSettingsIsToldAtOnceAndNoSecretAmongThem() {
    start();
    environment.put("CODE", CANARY);

    PlimsollException e =
        catchThrowableOfType(
            PlimsollException.class,
            () ->
                of("acme")
                    .check(
                        "plain",
                        Map.of("days", "many", "share", "-1", "token", CANARY, "code", "env:CODE", "colour", "env:GONE")));

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(e)
        .hasMessage(
            "The settings are not valid: days was 'many' but it is not a whole number; share is not above 0; token is a"
                + " secret; give a reference to it, such as env:NAME or file:PATH, not the secret itself; the secret that"
                + " code refers to is not a whole number; colour is not a setting here.");
    assertThat(e.advice()).isEqualTo("Known settings: code, days, share, token.");
    assertThat(e.toString() + e.getCause()).doesNotContain(CANARY);
  }

  @Test
  void aReferenceThatLeadsNowhereIsAProblemOfItsOwn() throws IOException {
    start();
    Path large = Files.write(root.resolve("large"), new byte[100_000]);

    assertThatThrownBy(() -> of("acme").check("plain", Map.of("token", "env:GONE")))
        .hasMessageContaining("token refers to env:GONE, an environment variable that the host does not have");
    assertThatThrownBy(() -> of("acme").check("plain", Map.of("token", "file:" + root.resolve("gone"))))
        .hasMessageContaining("gone, a file that the host cannot read");
    assertThatThrownBy(() -> of("acme").check("plain", Map.of("token", "file:gone")))
        .hasMessageContaining("token refers to file:gone, which is no absolute path");
    assertThatThrownBy(() -> of("acme").check("plain", Map.of("token", "file:" + large)))
        .hasMessageContaining("a file of more than 64 KiB");
  }

  @Test
  void aPluginWithoutSettingsTakesNone() {
    start();

    of("acme").check("moody", Map.of());
    assertThatThrownBy(() -> of("acme").check("moody", Map.of("a", "b"))).hasMessage("Plug-in moody has no settings.");
  }

  @Test
  void eachOrganisationHasItsOwnSettingsAndTheNextCallSeesThemChanged() throws IOException {
    start();
    Path secret = Files.writeString(root.resolve("secret"), "four\n");
    AnomalyDetector acme = of("acme").find(AnomalyDetector.class, "plain");
    AnomalyDetector globex = of("globex").find(AnomalyDetector.class, "plain");
    assertThat(acme.minimumHistoryDays()).isEqualTo(7);

    set("acme", "plain", Map.of("days", "30", "token", "file:" + secret));
    assertThat(acme.minimumHistoryDays()).isEqualTo(34);
    assertThat(globex.minimumHistoryDays()).isEqualTo(7);

    // and a secret that was replaced behind its reference counts too
    Files.writeString(secret, "longer");
    assertThat(acme.minimumHistoryDays()).isEqualTo(36);
  }

  @Test
  void settingsThatBecameInvalidKeepThePluginFromBeingCalledAndSayHowToMendThem() {
    start();
    set("acme", "plain", Map.of("days", "many"));

    PlimsollException e =
        catchThrowableOfType(
            PlimsollException.class, () -> of("acme").find(AnomalyDetector.class, "plain").minimumHistoryDays());

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(e)
        .hasMessage(
            "Plug-in plain (AnomalyDetector, test.plain-1.0.0.jar) cannot be called for acme: The settings are not valid:"
                + " days was 'many' but it is not a whole number.");
    assertThat(e.advice()).startsWith("Set it right: plimsoll plugins set acme plain NAME=VALUE.");
  }

  @Test
  void aSecretStandsInNoTextOfTheHost() {
    // given a plug-in that betrays its secret in what it throws
    start();
    environment.put("TOKEN", CANARY);
    set("acme", "plain", Map.of("token", "env:TOKEN"));
    AnomalyDetector acme = of("acme").find(AnomalyDetector.class, "plain");
    CostSeries series =
        new CostSeries(new SeriesKey(Map.of(), "EffectiveCost", "EUR"), LocalDate.EPOCH, new double[1], new BitSet());
    EvaluationContext context =
        new EvaluationContext(
            LocalDate.EPOCH, new Period(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1)), EvaluationContext.Floors.DEFAULT,
            LocalDate.EPOCH);

    // when it fails until it rests
    for (int i = 0; i < 6; i++) {
      PluginException e = catchThrowableOfType(PluginException.class, () -> acme.evaluate(series, context));
      java.io.StringWriter trace = new java.io.StringWriter();
      e.printStackTrace(new java.io.PrintWriter(trace));
      assertThat(trace.toString() + e.advice()).doesNotContain(CANARY);
      assertThat(i > 4 || e.getMessage().contains("IllegalStateException, the token is ***")).isTrue();
    }

    // then nothing that others see has it
    assertThat(plugins.statuses().toString() + plugins.usage() + changes + terms + acme + of("acme").grants("plain"))
        .doesNotContain(CANARY);
    assertThat(changes).extracting(PluginChange::state).containsExactly(PluginChange.State.OPEN);
  }
}
