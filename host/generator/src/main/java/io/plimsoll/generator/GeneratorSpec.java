package io.plimsoll.generator;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.estate.PlantedChange;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import io.plimsoll.generator.file.ParquetOptions;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to generate. Equal specs give equal bytes.
 *
 * @param rowsPerMonth rows of a complete month of 31 days over all accounts; shorter months and the current
 *     one have as many fewer as they are shorter
 */
public record GeneratorSpec(
    long seed,
    LocalDate today,
    YearMonth firstMonth,
    int months,
    long rowsPerMonth,
    FocusVersion version,
    ExportFormat format,
    int partsPerRun,
    RunLayout layout,
    List<BillingAccount> accounts,
    int subscriptions,
    int resources,
    int commitments,
    ParquetOptions parquet,
    Faults faults,
    List<PlantedChange> planted) {

  private static final long MOST_ROWS = 1_000_000_000L;

  /** Refuses what cannot be generated. */
  public GeneratorSpec {
    accounts = List.copyOf(accounts);
    planted = List.copyOf(planted);
    check(months >= 1 && months <= 240, months + " months", "Ask for 1 to 240 months.");
    check(rowsPerMonth >= 10 && rowsPerMonth <= MOST_ROWS, rowsPerMonth + " rows per month",
        "Ask for 10 to 1,000,000,000 rows.");
    check(partsPerRun >= 1 && partsPerRun <= 10_000, partsPerRun + " parts", "Ask for 1 to 10,000 parts.");
    check(!accounts.isEmpty(), "an export without a billing account", "Name at least one account.");
    check(accounts.stream().map(BillingAccount::name).distinct().count() == accounts.size(),
        "two billing accounts of one name", "Give each account a name of its own.");
    check(subscriptions >= 1, subscriptions + " subscriptions", "Ask for at least one.");
    check(resources >= 1, resources + " resources", "Ask for at least one.");
    check(commitments >= 0, commitments + " commitments", "Ask for none or more.");
    for (Fault fault : faults.all()) {
      check(suits(fault, format), "the fault " + fault.text() + " in " + format.text() + " files",
          "Choose --format " + (fault.needs() == Fault.Needs.PARQUET ? "parquet." : fault.needs() == Fault.Needs.GZIP
              ? "csv.gz." : "csv or csv.gz."));
    }
    check(!(faults.has(Fault.WIDE_NUMBERS) && (faults.has(Fault.DOUBLE_COSTS) || faults.has(Fault.INT_COSTS))),
        "wide numbers in 64 bits", "Choose wide-numbers without double-costs and int-costs.");
  }

  private static boolean suits(Fault fault, ExportFormat format) {
    return switch (fault.needs()) {
      case ANY -> true;
      case CSV -> format != ExportFormat.PARQUET;
      case GZIP -> format == ExportFormat.CSV_GZ;
      case PARQUET -> format == ExportFormat.PARQUET;
    };
  }

  private static void check(boolean holds, String what, String advice) {
    if (!holds) {
      throw new PlimsollException(ErrorCode.INVALID_REQUEST, what + " cannot be generated", advice);
    }
  }

  /** Starts with defaults; {@code today} says which month is the current one. */
  public static Builder builder(LocalDate today) {
    return new Builder(today);
  }

  /** The Parquet options with what the faults change. */
  ParquetOptions effectiveParquet() {
    ParquetOptions options = faults.has(Fault.TAGS_MAP) ? parquet.tagsAsMap(true) : parquet;
    if (faults.has(Fault.DOUBLE_COSTS)) {
      options = options.numbers(ParquetOptions.Numbers.DOUBLE);
    }
    return faults.has(Fault.INT_COSTS) ? options.numbers(ParquetOptions.Numbers.INTEGER) : options;
  }

  /** Fraction digits that costs have at most: 28 in Azure's CSV, 18 in its Parquet. */
  int costScale() {
    if (format == ExportFormat.PARQUET) {
      return effectiveParquet().costScale();
    }
    return faults.has(Fault.INT_COSTS) ? 0 : faults.has(Fault.DOUBLE_COSTS) ? 9 : 28;
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final LocalDate today;
    private long seed = 1;
    private @Nullable YearMonth firstMonth;
    private int months = 1;
    private long rowsPerMonth = 10_000;
    private FocusVersion version = FocusVersion.V1_0R2;
    private ExportFormat format = ExportFormat.CSV;
    private int partsPerRun = 1;
    private RunLayout layout = RunLayout.overwriting();
    private List<BillingAccount> accounts = List.of(new BillingAccount("Contoso Holding", "EUR"));
    private int subscriptions;
    private int resources;
    private int commitments = -1;
    private ParquetOptions parquet = ParquetOptions.azure();
    private Faults faults = Faults.none();
    private List<PlantedChange> planted = List.of();

    private Builder(LocalDate today) {
      this.today = today;
    }

    /** The seed; 1 when not called. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** How many billing months; one when not called. */
    public Builder months(int value) {
      months = value;
      return this;
    }

    /** The first month; so that the last is the current one when not called. */
    public Builder firstMonth(YearMonth value) {
      firstMonth = value;
      return this;
    }

    /** Rows of a complete month of 31 days; 10,000 when not called. */
    public Builder rowsPerMonth(long value) {
      rowsPerMonth = value;
      return this;
    }

    /** The dataset version; 1.0r2 when not called. */
    public Builder version(FocusVersion value) {
      version = value;
      return this;
    }

    /** The file format; CSV when not called. */
    public Builder format(ExportFormat value) {
      format = value;
      return this;
    }

    /** Parts of each run, for each of its months; one when not called. */
    public Builder partsPerRun(int value) {
      partsPerRun = value;
      return this;
    }

    /** How runs lie; overwriting each other when not called. */
    public Builder layout(RunLayout value) {
      layout = value;
      return this;
    }

    /** The billing accounts; one in EUR when not called. */
    public Builder accounts(BillingAccount... values) {
      accounts = List.of(values);
      return this;
    }

    /** Subscriptions of each account; one for 2,000 rows, at most 300, when not called. */
    public Builder subscriptions(int value) {
      subscriptions = value;
      return this;
    }

    /** Resources of each account; one for 60 rows, at most 50,000, when not called. */
    public Builder resources(int value) {
      resources = value;
      return this;
    }

    /** Reservations and savings plans of each account; one for 5,000 rows, from 2 to 40, when not called. */
    public Builder commitments(int value) {
      commitments = value;
      return this;
    }

    /** How Parquet is written; as Azure does when not called. */
    public Builder parquet(ParquetOptions value) {
      parquet = value;
      return this;
    }

    /** What is wrong; nothing when not called. */
    public Builder faults(Faults value) {
      faults = value;
      return this;
    }

    /** What is wrong. */
    public Builder faults(Fault... values) {
      return faults(Faults.of(values));
    }

    /** Changes for detectors to find, in every account; none when not called. */
    public Builder planted(List<PlantedChange> values) {
      planted = values;
      return this;
    }

    /** The spec; throws when it cannot be generated. */
    public GeneratorSpec build() {
      YearMonth first = firstMonth != null ? firstMonth : YearMonth.from(today).minusMonths(months - 1L);
      return new GeneratorSpec(
          seed, today, first, months, rowsPerMonth, version, format, partsPerRun, layout, accounts,
          subscriptions > 0 ? subscriptions : clamp(rowsPerMonth / 2_000, 3, 300),
          resources > 0 ? resources : clamp(rowsPerMonth / 60, 20, 50_000),
          commitments >= 0 ? commitments : clamp(rowsPerMonth / 5_000, 2, 40),
          parquet, faults, planted);
    }

    private static int clamp(long value, int least, int most) {
      return (int) Math.max(least, Math.min(most, value));
    }
  }
}
