package io.plimsoll.cli;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.cost.CostQuery;
import io.plimsoll.api.cost.CostQuery.Comparison;
import io.plimsoll.api.cost.Dimension;
import io.plimsoll.api.cost.Filter;
import io.plimsoll.api.cost.FilterParser;
import io.plimsoll.api.cost.Granularity;
import io.plimsoll.api.cost.Metric;
import io.plimsoll.api.cost.Period;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code costs}. */
@Command(
    name = "costs",
    description = "Answer a question about cost, exactly. Currencies are never added up.",
    footer = {
      "",
      "A filter compares columns and tags with texts in single quotes:",
      "  ServiceName = 'Storage' and not (tag:env in ('dev', 'test') or RegionId like 'west%%')",
      "  x_SkuTerm between '12' and '36' and tag:owner present and \"tag:Cost Center\" = 'CC 1'",
      "",
      "Examples:",
      "  plimsoll costs acme --metric EffectiveCost --by ServiceName --top 10 --compare previous",
      "  plimsoll costs acme --metric BilledCost --by tag:env --granularity month --from 2025-08-01 --to 2025-11-01",
      "  plimsoll costs acme --metric ConsumedQuantity --by SkuMeter --format json"
    })
final class CostsCommand implements Callable<Integer> {
  private final Invocation invocation;
  @Mixin private final GlobalOptions global;
  @Mixin private final FormatOption format;

  @Parameters(paramLabel = "ORG", description = "The organisation.")
  private String organisation = "";

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "METRIC",
      converter = MetricConverter.class,
      description = "BilledCost, EffectiveCost, ListCost, ContractedCost or ConsumedQuantity.")
  private Metric metric = Metric.EFFECTIVE_COST;

  @Option(names = "--by", paramLabel = "NAMES", description = "Columns and tags to group by: ServiceName,tag:env.")
  private String by = "";

  @Option(
      names = "--granularity",
      paramLabel = "CUT",
      defaultValue = "none",
      converter = GranularityConverter.class,
      description = "none, day, month or billing-period (default: none).")
  private Granularity granularity = Granularity.NONE;

  @Option(names = "--from", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The first day (default: the first of the current month).")
  private @Nullable LocalDate from;

  @Option(names = "--to", paramLabel = "DATE", converter = Days.DayConverter.class,
      description = "The day after the last (default: the first of the next month).")
  private @Nullable LocalDate to;

  @Option(names = "--filter", paramLabel = "EXPR", description = "Which charges count; see below.")
  private @Nullable String filter;

  @Option(names = "--top", paramLabel = "N", description = "Only the N largest groups, the rest as 'other'.")
  private int top;

  @Option(
      names = "--compare",
      paramLabel = "WITH",
      converter = ComparisonConverter.class,
      description = "previous (as long, right before) or year (the same days a year before).")
  private Comparison compare = Comparison.NONE;

  CostsCommand(Invocation invocation) {
    this.invocation = invocation;
    global = invocation.options();
    format = invocation.formatOption();
  }

  @Override
  public Integer call() {
    CostQuery query = query();
    invocation.print(new CostsView(invocation.organisation(organisation).costs(query), organisation));
    return ExitCode.OK.number();
  }

  private CostQuery query() {
    Period period = Periods.asked(from, to, invocation.today());
    List<Dimension> dimensions =
        by.isBlank()
            ? List.of()
            : valid("--by", "Write it as ServiceName,tag:env.",
                () -> Arrays.stream(by.split(",", -1)).map(Dimension::parse).toList());
    Filter condition =
        filter == null
            ? Filter.all()
            : valid("--filter", "Write it as ServiceName = 'Storage' and tag:env in ('dev', 'test').",
                () -> FilterParser.parse(filter));
    return valid("costs", "Run 'plimsoll costs --help' to see what it takes.",
        () -> new CostQuery(metric, period, dimensions, granularity, condition, top, compare));
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> T valid(String what, String advice, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      throw new PlimsollException(ErrorCode.INVALID_REQUEST, what + ": " + e.getMessage() + ".", advice, e);
    }
  }

  /** Reads a FOCUS column that can be summed. */
  static final class MetricConverter implements ITypeConverter<Metric> {
    @Override
    public Metric convert(String text) {
      return Metric.ofColumn(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' is none of "
                          + Arrays.stream(Metric.values()).map(Metric::column).collect(Collectors.joining(", "))));
    }
  }

  /** Reads how a period is cut. */
  static final class GranularityConverter implements ITypeConverter<Granularity> {
    @Override
    public Granularity convert(String text) {
      return Arrays.stream(Granularity.values())
          .filter(g -> Exact.name(g).equals(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("'" + text + "' is none of none, day, month and billing-period"));
    }
  }

  /** Reads what to compare with. */
  static final class ComparisonConverter implements ITypeConverter<Comparison> {
    @Override
    public Comparison convert(String text) {
      return switch (text) {
        case "previous" -> Comparison.PREVIOUS;
        case "year" -> Comparison.YEAR;
        default -> throw new TypeConversionException("'" + text + "' is neither previous nor year");
      };
    }
  }
}
