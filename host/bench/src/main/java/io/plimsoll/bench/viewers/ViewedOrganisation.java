package io.plimsoll.bench.viewers;

import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;
import io.plimsoll.api.collect.CollectRequest;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.Members;
import io.plimsoll.api.identity.OneTimeToken;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.region.OrganisationProfile;
import io.plimsoll.generator.ExportFormat;
import io.plimsoll.generator.ExportGenerator;
import io.plimsoll.generator.GeneratorSpec;
import io.plimsoll.generator.RunLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An organisation to look at: two connections, three months up to today, and people who may see it.
 *
 * @param home of the host that has it
 * @param facts rows of its rollups: a day of an entity each
 * @param people the addresses of those who may see it, the owner first
 */
record ViewedOrganisation(Path home, long facts, List<String> people) {
  static final String NAME = "viewed";
  static final String PASSWORD = "Barge-Locks-Under-Moonlight-7";

  private static final int MONTHS = 3;
  private static final List<String> CONNECTIONS = List.of("north", "south");
  private static final Caller CALLER = Caller.system("viewers");

  /** Makes it in a folder, or finds it there from the same day. */
  static ViewedOrganisation at(Path folder, long rowsPerMonth, int viewers, Path dist) throws IOException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Path dated = folder.resolve(today.toString());
    Path home = dated.resolve("home");
    List<String> people = IntStream.range(0, viewers).mapToObj(i -> "viewer" + i + "@viewed.example").toList();
    boolean made = Files.exists(dated.resolve("made"));
    if (!made) {
      for (int i = 0; i < CONNECTIONS.size(); i++) {
        export(dated.resolve(CONNECTIONS.get(i)), today, rowsPerMonth / CONNECTIONS.size(), i);
      }
    }
    try (Plimsoll plimsoll = Plimsoll.builder().home(home).bundles(dist.resolve("bundles")).build()) {
      if (!made) {
        plimsoll.createOrganisation(NAME, "local", OrganisationProfile.Plan.ENTERPRISE, null, CALLER);
        collect(plimsoll, dated);
        invite(plimsoll, people);
        Files.createFile(dated.resolve("made"));
      }
      Period all = new Period(YearMonth.from(today).minusMonths(MONTHS - 1L).atDay(1), today.plusDays(1));
      long facts = plimsoll.organisation(NAME, CALLER).costs(CostQuery.of(Metric.EFFECTIVE_COST, all)).rowsScanned();
      return new ViewedOrganisation(home, facts, people);
    }
  }

  private static void export(Path folder, LocalDate today, long rowsPerMonth, int seed) throws IOException {
    ExportGenerator.generate(
        GeneratorSpec.builder(today)
            .seed(seed + 1L)
            .firstMonth(YearMonth.from(today).minusMonths(MONTHS - 1L))
            .months(MONTHS)
            .rowsPerMonth(rowsPerMonth)
            .version(FocusVersion.V1_0R2)
            .format(ExportFormat.PARQUET)
            .partsPerRun(2)
            .layout(RunLayout.overwriting())
            .build(),
        folder);
  }

  private static void collect(Plimsoll plimsoll, Path exports) {
    Organisation viewed = plimsoll.organisation(NAME, CALLER);
    for (String connection : CONNECTIONS) {
      viewed.connect(new Connection(connection, exports.resolve(connection).toUri(), Layout.AZURE, "none", Map.of("every", "never")));
    }
    List<Run> runs = viewed.collect(CollectRequest.all()).await().runs();
    if (runs.stream().anyMatch(run -> run.state() != Run.State.PUBLISHED)) {
      throw new IllegalStateException("not everything was published: " + runs);
    }
  }

  private static void invite(Plimsoll plimsoll, List<String> people) {
    OneTimeToken first = plimsoll.people().first(CALLER).orElseThrow();
    plimsoll.frontDoor().accept(first.token(), people.get(0), "Owner", PASSWORD, CALLER);
    Members members = plimsoll.organisation(NAME, CALLER).members();
    members.requireSecondFactor(false);
    for (int i = 1; i < people.size(); i++) {
      String sees = i % 4 == 0 ? CONNECTIONS.get(i / 4 % CONNECTIONS.size()) : Member.EVERY;
      OneTimeToken token =
          members.invite(people.get(i), "Viewer " + i, OrganisationRole.MEMBER, Map.of(sees, AccessRole.VIEWER)).token();
      plimsoll.frontDoor().accept(Objects.requireNonNull(token).token(), null, null, PASSWORD, CALLER);
    }
  }
}
