package io.plimsoll.host.collect;

import io.plimsoll.api.collect.Connection;
import io.plimsoll.host.export.PeriodPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides between exports that cover one scope in one period, of which only one may count: the one that its
 * connection names in the setting {@code export}. Where none or several are named, somebody must choose.
 */
final class RivalExports {
  private static final String SETTING = "export";

  private final Connection connection;
  private final List<PeriodPlan> plans;
  private final List<Publication> shown;
  private final List<Connection> connections;

  /** Knows what this connection offers, what is shown, and what other connections have chosen. */
  RivalExports(Connection connection, List<PeriodPlan> plans, List<Publication> shown, List<Connection> connections) {
    this.connection = connection;
    this.plans = plans;
    this.shown = shown;
    this.connections = connections;
  }

  /** Whether a scope means the same in every connection; one that Azure did not name is its connection's own. */
  static boolean isWorldwide(String scope) {
    return scope.startsWith("/");
  }

  /** What is to be done with a plan that has something to read. */
  Decision on(PeriodPlan plan) {
    Rival itself = new Rival(connection, plan.export());
    List<Rival> rivals = rivals(plan);
    if (rivals.isEmpty()) {
      return new Decision(Kind.READ, "", "");
    }
    List<Rival> chosen =
        Stream.concat(Stream.of(itself), rivals.stream()).filter(Rival::isChosen).toList();
    if (chosen.size() != 1) {
      return new Decision(Kind.AMBIGUOUS, ambiguous(plan, rivals, chosen), advice(plan, rivals));
    }
    return chosen.get(0) == itself
        ? new Decision(Kind.READ, "", "")
        : new Decision(Kind.PASSED_OVER, "Export " + name(chosen.get(0)) + " is the one chosen for its scope.", "");
  }

  private List<Rival> rivals(PeriodPlan plan) {
    List<Rival> rivals = new ArrayList<>();
    for (PeriodPlan other : plans) {
      if (other != plan
          && !other.slices().isEmpty()
          && other.scope().equals(plan.scope())
          && other.period().equals(plan.period())) {
        rivals.add(new Rival(connection, other.export()));
      }
    }
    for (Publication other : shown) {
      if (isWorldwide(plan.scope()) && other.scope().equals(plan.scope()) && other.period().equals(plan.period())) {
        connections.stream()
            .filter(c -> c.name().equals(other.connection()) && !c.name().equals(connection.name()))
            .forEach(c -> rivals.add(new Rival(c, other.export())));
      }
    }
    rivals.sort(Comparator.comparing(this::name));
    return rivals;
  }

  private String ambiguous(PeriodPlan plan, List<Rival> rivals, List<Rival> chosen) {
    String which = rivals.stream().map(this::name).collect(Collectors.joining(", "));
    String what =
        "Exports " + plan.export() + " and " + which + " cover the same scope in "
            + plan.period().toString().substring(0, 7) + "; adding both would count every cost twice";
    if (!chosen.isEmpty()) {
      return what + ", and more than one is chosen: "
          + chosen.stream().map(this::name).collect(Collectors.joining(", ")) + ".";
    }
    String setting = connection.settings().getOrDefault(SETTING, "").strip();
    return setting.isEmpty() ? what + "." : what + ", and the export that is chosen, " + setting + ", is none of them.";
  }

  /** Connecting again replaces all settings, so those there are must be given once more; values may be secret. */
  private String advice(PeriodPlan plan, List<Rival> rivals) {
    TreeSet<String> others = new TreeSet<>(connection.settings().keySet());
    others.remove(SETTING);
    String again =
        "Choose one: connect " + connection.name() + " again with --set export=" + plan.export()
            + (others.isEmpty() ? "" : " and its other settings (" + String.join(", ", others) + ")");
    boolean elsewhere = rivals.stream().anyMatch(r -> r.isChosen() && !r.connection().name().equals(connection.name()));
    return again + (elsewhere ? " and the other connection without it" : "") + ", or remove the other export.";
  }

  private String name(Rival rival) {
    return rival.connection().name().equals(connection.name())
        ? rival.export()
        : rival.export() + " of connection " + rival.connection().name();
  }

  /** What to do with a plan. */
  enum Kind {
    READ,
    PASSED_OVER,
    AMBIGUOUS
  }

  /** What to do with a plan, and what its run says then; advice is empty when there is nothing to do. */
  record Decision(Kind kind, String message, String advice) {}

  private record Rival(Connection connection, String export) {
    boolean isChosen() {
      return Stream.of(connection.settings().getOrDefault(SETTING, "").split(","))
          .map(String::strip)
          .anyMatch(export::equals);
    }
  }
}
