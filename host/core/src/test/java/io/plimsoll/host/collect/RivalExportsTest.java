package io.plimsoll.host.collect;

import static io.plimsoll.host.collect.RivalExports.Kind.AMBIGUOUS;
import static io.plimsoll.host.collect.RivalExports.Kind.PASSED_OVER;
import static io.plimsoll.host.collect.RivalExports.Kind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Layout;
import io.plimsoll.host.export.Days;
import io.plimsoll.host.export.PeriodPlan;
import io.plimsoll.host.export.Slice;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RivalExportsTest {
  private static final LocalDate OCTOBER = LocalDate.of(2025, 10, 1);
  private static final String SCOPE = "/subscriptions/1";
  private static final PeriodPlan DAILY = plan("daily", OCTOBER);
  private static final PeriodPlan OTHER = plan("other", OCTOBER);

  @Test
  void anExportAloneInItsMonthIsRead() {
    RivalExports rivals = rivals(connection("here", ""), List.of(DAILY, plan("other", OCTOBER.minusMonths(1))));

    assertThat(rivals.on(DAILY).kind()).isEqualTo(READ);
  }

  @Test
  void betweenTwoTheOneChosenIsRead() {
    RivalExports rivals = rivals(connection("here", "daily"), List.of(DAILY, OTHER));

    assertThat(rivals.on(DAILY).kind()).isEqualTo(READ);
    assertThat(rivals.on(OTHER))
        .isEqualTo(new RivalExports.Decision(PASSED_OVER, "Export daily is the one chosen for its scope.", ""));
  }

  @Test
  void aChoiceOfBothIsNone() {
    RivalExports.Decision decision = rivals(connection("here", "daily, other"), List.of(DAILY, OTHER)).on(DAILY);

    assertThat(decision.kind()).isEqualTo(AMBIGUOUS);
    assertThat(decision.message()).endsWith("and more than one is chosen: daily, other.");
  }

  @Test
  void aChoiceOfAnExportThatIsNotThereIsTold() {
    RivalExports.Decision decision = rivals(connection("here", "dayly"), List.of(DAILY, OTHER)).on(DAILY);

    assertThat(decision.kind()).isEqualTo(AMBIGUOUS);
    assertThat(decision.message())
        .isEqualTo(
            "Exports daily and other cover the same scope in 2025-10; adding both would count every cost twice, and the"
                + " export that is chosen, dayly, is none of them.");
    assertThat(decision.advice())
        .isEqualTo("Choose one: connect here again with --set export=daily, or remove the other export.");
  }

  @Test
  void theAdviceNamesSettingsThatWouldBeLostAndNotTheirValues() {
    Connection here =
        new Connection(
            "here", URI.create("file:///here/"), Layout.AZURE, "none", Map.of("credential.key", "s3cret", "focus.version", "1.2"));

    assertThat(rivals(here, List.of(DAILY, OTHER)).on(DAILY).advice())
        .contains("--set export=daily and its other settings (credential.key, focus.version),").doesNotContain("s3cret");
  }

  @Test
  void whatAnotherConnectionShowsIsARivalUntilOneOfTheTwoIsChosen() {
    Publication shown = shown("there", "theirs");

    assertThat(rivals(connection("here", ""), List.of(DAILY), shown, connection("there", "")).on(DAILY).message())
        .startsWith("Exports daily and theirs of connection there cover the same scope");
    assertThat(rivals(connection("here", "daily"), List.of(DAILY), shown, connection("there", "")).on(DAILY).kind())
        .isEqualTo(READ);
    assertThat(rivals(connection("here", ""), List.of(DAILY), shown, connection("there", "theirs")).on(DAILY).message())
        .isEqualTo("Export theirs of connection there is the one chosen for its scope.");
    RivalExports.Decision both =
        rivals(connection("here", "daily"), List.of(DAILY), shown, connection("there", "theirs")).on(DAILY);
    assertThat(both.kind()).isEqualTo(AMBIGUOUS);
    assertThat(both.advice()).contains("and the other connection without it");
  }

  private static RivalExports rivals(Connection here, List<PeriodPlan> plans) {
    return new RivalExports(here, plans, List.of(), List.of(here));
  }

  private static RivalExports rivals(Connection here, List<PeriodPlan> plans, Publication shown, Connection there) {
    return new RivalExports(here, plans, List.of(shown), Stream.of(here, there).toList());
  }

  private static Connection connection(String name, String export) {
    return new Connection(
        name, URI.create("file:///" + name + "/"), Layout.AZURE, "none", export.isEmpty() ? Map.of() : Map.of("export", export));
  }

  private static PeriodPlan plan(String export, LocalDate period) {
    Slice slice = new Slice("run-of-" + export, null, "1.0", Days.ALL, false, List.of(), 1);
    return new PeriodPlan(export, SCOPE, period, List.of(slice), List.of());
  }

  private static Publication shown(String connection, String export) {
    return new Publication(
        connection, export, SCOPE, OCTOBER, "run", List.of(new Publication.Piece("file", List.of())), OCTOBER, OCTOBER,
        "print", null,
        new PublishedSource(List.of(), null));
  }
}
