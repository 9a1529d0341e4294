package io.plimsoll.generator.fault;

import static io.plimsoll.generator.fault.Fault.Needs.ANY;
import static io.plimsoll.generator.fault.Fault.Needs.CSV;
import static io.plimsoll.generator.fault.Fault.Needs.GZIP;
import static io.plimsoll.generator.fault.Fault.Needs.PARQUET;
import static io.plimsoll.generator.fault.Fault.Scope.BESIDE;
import static io.plimsoll.generator.fault.Fault.Scope.EVERY_RUN;
import static io.plimsoll.generator.fault.Fault.Scope.NEWEST_RUN;
import static io.plimsoll.generator.fault.Fault.Scope.RUNS;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that is wrong, or at least odd, with an export.
 *
 * <p>Each was reported by users of cost tools; {@link #reports} names the rows of the field study. What needs
 * no fault: T12 (several parts), T13 and T14 (versions), T28 (gzip) and T48 to T51 (rows) are plain settings;
 * T37 (purchases without a sub account), T42 (corrections without an original), T44 (charges on every day of
 * the month) and T45 (charges on its first) are in every generated month.
 */
public enum Fault {
  /** The last part of the run is gone. */
  MISSING_PART("the last part named in the manifest does not exist", NEWEST_RUN, ANY, "T4"),
  /** The last part is half as long as the manifest says. */
  SHORT_PART("the last part ends in the middle", NEWEST_RUN, ANY, "T4", "T27"),
  /** A gzip part is cut, and the manifest agrees with the cut length. */
  TRUNCATED_GZIP("the last part is a cut gzip stream whose length agrees with the manifest", NEWEST_RUN, GZIP, "T28"),
  /** The manifest promises more rows than there are. */
  WRONG_COUNT("the manifest counts seven rows more than the first part has", NEWEST_RUN, ANY, "T39"),
  /** The manifest is empty. */
  ZERO_BYTE_MANIFEST("the manifest has no bytes", NEWEST_RUN, ANY, "T4"),
  /** The manifest is cut. */
  BAD_MANIFEST("the manifest is not JSON", NEWEST_RUN, ANY, "T4"),
  /** A manifest of before 2024-04. */
  OLD_MANIFEST("the manifest has no counts, as before 2024-04", NEWEST_RUN, ANY, "T2"),
  /** The manifest has the name that the documentation gives. */
  UNDERSCORE_MANIFEST("the manifest is named _manifest.json", NEWEST_RUN, ANY, "T7"),
  /** There are parts and no manifest. */
  NO_MANIFEST("the run has parts and no manifest", NEWEST_RUN, ANY, "T8"),
  /** A manifest came without its parts. */
  FOREIGN_MANIFEST("a newer manifest lies beside, whose parts are in another container", BESIDE, ANY, "T10"),
  /** Part names carry two underscores and no number. */
  ODD_PART_NAMES("parts are named data__1 and so on", NEWEST_RUN, ANY, "T4"),
  /** One part has a header and nothing else. */
  EMPTY_PART("one more part has no rows", NEWEST_RUN, ANY, "T4", "T27"),
  /** The run has no rows and no parts. */
  EMPTY_RUN("the newest run of the newest month has no parts and no rows", NEWEST_RUN, ANY, "T27"),

  /** Each month has runs that a newer one replaces. */
  SUPERSEDED_RUNS("each month holds two older month-to-date runs beside the newest", RUNS, ANY, "T3", "T5"),
  /** Older runs lie one folder less deep. */
  MIXED_DEPTH("older runs lie without the time folder, newer ones in it", RUNS, ANY, "T3"),
  /** A closed month is exported again with other numbers. */
  RESTATED_MONTH("a complete month has a later run with other numbers", RUNS, ANY, "T6", "T41", "T46"),
  /** Charges come after the month ended. */
  LATE_DATA("the first run of the newest complete month, and that of the current one, miss late charges", RUNS, ANY, "T41"),
  /** A second export of the same scope and month. */
  DUPLICATE_EXPORT("a second export covers the same scope and months", BESIDE, ANY, "T2", "T39"),
  /** The same scope in two dataset versions. */
  TWO_VERSIONS("a second export of the same scope has dataset version 1.0-preview", BESIDE, ANY, "T2", "T11"),
  /** A one-time export of some days. */
  ONE_TIME_EXPORT("a one-time export covers the 10th to the 20th of a month again", BESIDE, ANY, "T1"),
  /** A one-time export over two months. */
  MULTI_MONTH_EXPORT("a one-time export holds two months in one run", BESIDE, ANY, "T1", "T9"),
  /** A legacy export in the same place. */
  NOT_FOCUS("a legacy ActualCost export lies in the same container", BESIDE, ANY, "T15"),
  /** A price sheet in the same place. */
  PRICE_SHEET("a price sheet export lies in the same container", BESIDE, ANY, "T47"),
  /** Folders as another provider names them. */
  HIVE_FOLDERS("loose parts lie in BILLING_PERIOD=yyyy-MM folders without manifests", RUNS, ANY, "T11"),

  /** A column is not there; {@code missing-column=EffectiveCost} says which. */
  MISSING_COLUMN("a column is missing (=NAME, BilledCost when not said)", EVERY_RUN, ANY, "T15", "T21", "T27"),
  /** The manifest names a version nobody knows. */
  UNKNOWN_VERSION("the manifest says dataset version 9.9", NEWEST_RUN, ANY, "T13", "T14"),
  /** Headers in camel case. */
  CAMEL_CASE_HEADERS("headers are camelCase", EVERY_RUN, ANY, "T20"),
  /** Headers in German, the name in brackets. */
  LOCALIZED_HEADERS("headers are German with the name in brackets", EVERY_RUN, ANY, "T18"),
  /** Columns carry the names of another version. */
  RENAMED_COLUMNS("renamed columns carry the name of another version", EVERY_RUN, ANY, "T16"),
  /** Columns nobody knows. */
  EXTRA_COLUMNS("three columns are added that no version has", EVERY_RUN, ANY, "T13"),
  /** A column without any value, of a wrong type. */
  BLANK_COLUMN("CommitmentDiscountName is blank in all rows; Parquet types it INT32", EVERY_RUN, ANY, "T32"),

  /** A second byte order mark. */
  DOUBLE_BOM("a second byte order mark stands before the first row", EVERY_RUN, CSV, "T26"),
  /** Empty lines. */
  BLANK_LINES("every 50th line is followed by an empty one", EVERY_RUN, CSV, "T27"),
  /** Line breaks inside quotes. */
  QUOTED_NEWLINES("some descriptions have line breaks, commas and quotes", EVERY_RUN, ANY, "T22"),
  /** Numbers with an exponent. */
  EXPONENT_NUMBERS("numbers are written with an exponent", EVERY_RUN, CSV, "T38"),
  /** Numbers of 20 integer and 28 fraction digits. */
  WIDE_NUMBERS("four purchases have 20 integer digits, and fractions as fine as the format takes", EVERY_RUN, ANY,
      "T38"),
  /** Costs as binary floating point. */
  DOUBLE_COSTS("numbers are DOUBLE in Parquet, and no finer than nine fraction digits anywhere", EVERY_RUN, ANY,
      "T25"),
  /** Costs as integers. */
  INT_COSTS("costs are whole numbers, INT64 in Parquet", EVERY_RUN, ANY, "T25"),
  /** Dates with an offset that is not UTC. */
  OFFSET_DATES("dates carry the offset +02:00 and name the same instant", EVERY_RUN, CSV, "T43"),
  /** Dates in American order. */
  US_DATES("dates are written MM/dd/yyyy", EVERY_RUN, CSV, "T19"),

  /** Empty text instead of null. */
  EMPTY_TEXT("null texts are empty texts (quoted in CSV)", EVERY_RUN, ANY, "T17"),
  /** The word NULL. */
  NULL_WORD("null texts are the word NULL", EVERY_RUN, ANY, "T17"),
  /** Zero instead of null. */
  ZERO_FOR_NULL("null unit prices and commitment ids are 0", EVERY_RUN, ANY, "T17"),
  /** Mandatory values are null. */
  MISSING_VALUES("PublisherName, ServiceName and SkuId are null in some rows", EVERY_RUN, ANY, "T17"),
  /** Some rows have no billing account. */
  NULL_BILLING_ACCOUNT("BillingAccountId is null in some rows", EVERY_RUN, ANY, "T30"),
  /** One resource id in two casings. */
  RESOURCE_ID_CASE("every second day writes resource ids in upper case", EVERY_RUN, ANY, "T31"),
  /** Terms that are not months. */
  ODD_TERMS("x_SkuTerm is 1Year or P10Y", EVERY_RUN, ANY, "T29"),
  /** Two currencies in one export. */
  MIXED_CURRENCY("some resources are billed in a second currency", EVERY_RUN, ANY, "T33"),
  /** Pricing and billing currency differ and nothing says at which rate. */
  NO_EXCHANGE_RATE("pricing currency is GBP and the exchange rate is null", EVERY_RUN, ANY, "T34"),

  /** Tags without braces. */
  TAGS_WITHOUT_BRACES("tags have no braces", EVERY_RUN, ANY, "T22"),
  /** Tags that are not JSON. */
  TAGS_MALFORMED("tags of some resources end in a colon", EVERY_RUN, ANY, "T22"),
  /** A tag key twice. */
  TAGS_DUPLICATE_KEY("tags of some resources have a key twice", EVERY_RUN, ANY, "T23"),
  /** No tags as an empty object. */
  TAGS_EMPTY_OBJECT("no tags are written as {}", EVERY_RUN, ANY, "T23"),
  /** Tags as a Parquet map. */
  TAGS_MAP("tags are a MAP, as other providers write them", EVERY_RUN, PARQUET, "T24"),

  /** A commitment's fee counts twice in effective cost. */
  PURCHASE_EFFECTIVE_COST("purchases of commitments have an effective cost too", EVERY_RUN, ANY, "T35"),
  /** A commitment's fee counts twice in list cost. */
  PURCHASE_LIST_COST("purchases of commitments have a list and contracted cost too", EVERY_RUN, ANY, "T36"),
  /** A commitment's fee is missing. */
  ZERO_PURCHASE_COST("purchases of commitments cost nothing", EVERY_RUN, ANY, "T40"),
  /** Some rows twice. */
  REPEATED_ROWS("every 200th row stands twice", EVERY_RUN, ANY, "T39");

  private final String description;
  private final Scope scope;
  private final Needs needs;
  private final List<String> reports;

  Fault(String description, Scope scope, Needs needs, String... reports) {
    this.description = description;
    this.scope = scope;
    this.needs = needs;
    this.reports = List.of(reports);
  }

  /** Where a fault is found. */
  public enum Scope {
    /** In the newest run of the newest month; the others are sound. */
    NEWEST_RUN,
    /** In every run. */
    EVERY_RUN,
    /** In how runs lie beside each other. */
    RUNS,
    /** In another export beside the sound one. */
    BESIDE
  }

  /** The format a fault needs. */
  public enum Needs {
    /** None. */
    ANY,
    /** CSV, plain or gzip. */
    CSV,
    /** CSV in gzip. */
    GZIP,
    /** Parquet. */
    PARQUET
  }

  /** The name on the command line, such as {@code missing-part}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong, in one line. */
  public String description() {
    return description;
  }

  /** Where the fault is found. */
  public Scope scope() {
    return scope;
  }

  /** The format it needs. */
  public Needs needs() {
    return needs;
  }

  /** The rows of the field study that tell of it, such as {@code T26}. */
  public List<String> reports() {
    return reports;
  }

  /** The fault of this name. */
  public static Optional<Fault> parse(String text) {
    return Arrays.stream(values()).filter(f -> f.text().equals(text.toLowerCase(Locale.ROOT))).findFirst();
  }
}
