package io.plimsoll.host.cost;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostQuery.Comparison;
import io.plimsoll.api.cost.CostResult;
import io.plimsoll.api.cost.CostRow;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.engine.CostAnswer;
import io.plimsoll.api.engine.CostEngine;
import io.plimsoll.api.engine.Rollup;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.host.collect.Publication;
import io.plimsoll.host.collect.StandardRollup;
import io.plimsoll.host.cost.OpenRollups.Shown;
import io.plimsoll.host.cost.OpenRollups.ShownPeriod;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Answers questions: from the rollups when they hold every column asked for, from the export in place
 * otherwise.
 */
public final class CostQuestions {
  private static final String CHARGE_DAY = "ChargePeriodStart";

  private final CostEngine engine;
  private final OpenRollups rollups;
  private final ExportQuestions exports;
  private final Supplier<List<Run>> waiting;
  private final Predicate<String> connections;
  private final RememberedAnswers remembered;
  private final Clock clock;

  /**
   * @param waiting the runs that wait for somebody or for the next collection, to say what is missing
   * @param connections which count; of others nothing is in the answer
   * @param remembered answers to the same questions about what is still shown
   */
  public CostQuestions(
      CostEngine engine,
      OpenRollups rollups,
      ExportQuestions exports,
      Supplier<List<Run>> waiting,
      Predicate<String> connections,
      RememberedAnswers remembered,
      Clock clock) {
    this.engine = engine;
    this.rollups = rollups;
    this.exports = exports;
    this.waiting = waiting;
    this.connections = connections;
    this.remembered = remembered;
    this.clock = clock;
  }

  /** Answers a question. */
  public CostResult ask(CostQuery query) {
    List<Run> touched = waiting.get().stream().filter(r -> connections.test(r.connection())).toList();
    LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    CostQuery model = inModelNames(query);
    return rollups.ask(
        shown -> {
          Shown visible = visible(shown);
          return fromExport(model)
              ? answer(query, model, visible, touched, today)
              : remembered.of(
                  query, shown.publications(), visible.publications(), touched, today,
                  () -> answer(query, model, visible, touched, today));
        });
  }

  /** Whether a question looks at a column that rollups do not have. */
  private static boolean fromExport(CostQuery model) {
    return !StandardRollup.KEYS.containsAll(columns(model));
  }

  private Shown visible(Shown shown) {
    return new Shown(shown.periods().stream().filter(p -> connections.test(p.publication().connection())).toList());
  }

  private CostResult answer(CostQuery query, CostQuery model, Shown shown, List<Run> touched, LocalDate today) {
    boolean fromExport = fromExport(model);
    if (fromExport) {
      Set<String> columns = columns(model);
      columns.removeAll(StandardRollup.KEYS);
      requireKnown(columns, shown.publications());
    }
    boolean compares = query.compare() != Comparison.NONE;
    CostAnswer now = answer(model.during(model.period()), shown, fromExport);
    CostAnswer before =
        compares
            ? answer(model.during(Objects.requireNonNull(model.comparedPeriod())).top(0), shown, fromExport)
            : new CostAnswer(List.of(), 0);
    List<CostRow> rows = compares ? CostComparison.join(model, now.rows(), before.rows()) : now.rows();
    List<String> missing = Completeness.missing(query.period(), shown.publications(), touched, today);
    Instant asOf =
        shown.publications().stream()
            .filter(p -> p.touches(query.period()))
            .map(Publication::submittedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new CostResult(
        query, rows, CostComparison.totals(rows, compares), missing.isEmpty(), missing, asOf,
        fromExport ? CostResult.Source.EXPORT : CostResult.Source.ROLLUP, now.factsScanned() + before.factsScanned());
  }

  private CostAnswer answer(CostQuery query, Shown shown, boolean fromExport) {
    List<Publication> publications = new ArrayList<>();
    List<Rollup> opened = new ArrayList<>();
    for (ShownPeriod period : shown.periods()) {
      if (period.publication().touches(query.period())) {
        publications.add(period.publication());
        opened.addAll(period.rollups());
      }
    }
    return fromExport ? exports.answer(query, publications) : engine.answer(query, opened);
  }

  /** The columns a question looks at, by the model's names. */
  private static Set<String> columns(CostQuery query) {
    Set<String> columns = new LinkedHashSet<>();
    List<Dimension> dimensions = new ArrayList<>(query.by());
    dimensions.addAll(query.filter().dimensions());
    for (Dimension dimension : dimensions) {
      columns.add(dimension instanceof Dimension.Tag ? "Tags" : dimension.name());
    }
    if (query.granularity() == Granularity.BILLING_PERIOD) {
      columns.add("BillingPeriodStart");
    }
    return columns;
  }

  private static void requireKnown(Set<String> columns, List<Publication> publications) {
    Set<String> present = new TreeSet<>(Set.of(CHARGE_DAY));
    publications.forEach(p -> p.source().readable().forEach(part -> present.addAll(part.columns().keySet())));
    for (String column : columns) {
      if (!present.contains(column) && FocusColumns.find(column).isEmpty()) {
        throw new PlimsollException(
            ErrorCode.INVALID_REQUEST,
            "There is no column " + column + ".",
            "Names are written as FOCUS writes them, such as ServiceName; a tag is tag:KEY. Columns of the exports: "
                + String.join(", ", present) + ".");
      }
    }
  }

  /** The question under the names the model has, whichever version's names were asked for. */
  private static CostQuery inModelNames(CostQuery query) {
    List<Dimension> by = query.by().stream().map(CostQuestions::inModelName).toList();
    return new CostQuery(
        query.metric(), query.period(), by, query.granularity(), inModelNames(query.filter()), query.top(), query.compare());
  }

  private static Dimension inModelName(Dimension dimension) {
    return dimension instanceof Dimension.Column c ? new Dimension.Column(FocusColumns.modelName(c.name())) : dimension;
  }

  private static Filter inModelNames(Filter filter) {
    if (filter instanceof Filter.And f) {
      return new Filter.And(f.of().stream().map(CostQuestions::inModelNames).toList());
    }
    if (filter instanceof Filter.Or f) {
      return new Filter.Or(f.of().stream().map(CostQuestions::inModelNames).toList());
    }
    if (filter instanceof Filter.Not f) {
      return new Filter.Not(inModelNames(f.of()));
    }
    if (filter instanceof Filter.In f) {
      return new Filter.In(inModelName(f.dimension()), f.values());
    }
    if (filter instanceof Filter.Like f) {
      return new Filter.Like(inModelName(f.dimension()), f.pattern());
    }
    if (filter instanceof Filter.Range f) {
      return new Filter.Range(inModelName(f.dimension()), f.from(), f.fromInclusive(), f.to(), f.toInclusive());
    }
    return new Filter.Absent(inModelName(((Filter.Absent) filter).dimension()));
  }
}
