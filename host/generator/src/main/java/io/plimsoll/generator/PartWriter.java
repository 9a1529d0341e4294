package io.plimsoll.generator;

import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.estate.Estate;
import io.plimsoll.generator.estate.MonthRows;
import io.plimsoll.generator.estate.MonthSlice;
import io.plimsoll.generator.fault.Fault;
import io.plimsoll.generator.fault.Faults;
import io.plimsoll.generator.file.CsvPart;
import io.plimsoll.generator.file.CsvPieces;
import io.plimsoll.generator.file.CsvStyle;
import io.plimsoll.generator.file.GzipOutput;
import io.plimsoll.generator.file.ParquetColumns;
import io.plimsoll.generator.file.ParquetPart;
import io.plimsoll.generator.file.PartFile;
import io.plimsoll.generator.schema.FocusSchema;
import io.plimsoll.generator.schema.LegacySchema;
import io.plimsoll.generator.schema.SchemaFaults;
import io.plimsoll.generator.table.Batch;
import io.plimsoll.generator.table.Column;
import io.plimsoll.generator.table.Tally;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Writes the parts of one billing month of a run, and sums what it writes. */
final class PartWriter {
  private static final int CSV_ROWS = 1_024;

  private final ExportFormat format;
  private final MonthRows rows;
  private final Tally tally;
  private final Batch batch;
  private final Opening opening;

  PartWriter(GeneratorSpec spec, ExportPlan export, RunPlan run, YearMonth month) {
    Estate estate = export.estate();
    Faults faults = run.faults();
    format = export.format();
    rows = new MonthRows(estate, new MonthSlice(
        month, run.from(), run.to(), run.lateMissing(), run.restatement(), export.rowsPerMonth(),
        format == spec.format() ? spec.costScale() : 28, faults.all()));
    boolean invoiced = run.to().isAfter(month.atEndOfMonth());
    List<Column> content = new FocusSchema(estate, month, export.version(), invoiced).columns();
    content = export.type().equals(ExportPlan.LEGACY)
        ? LegacySchema.of(content)
        : SchemaFaults.content(content, faults, estate.spec().currency());
    tally = new Tally(content);
    List<Column> columns = SchemaFaults.headers(content, faults);
    if (format == ExportFormat.PARQUET) {
      // a group need not be larger than what a part can hold, repeated rows included
      long most = rows.partSize(spec.partsPerRun()) * 102 / 100 + 16;
      batch = new Batch((int) Math.min(spec.parquet().rowGroupRows(), most));
      ParquetColumns shared = new ParquetColumns(
          columns, estate.axisSizes(), spec.effectiveParquet(), faults.has(Fault.BLANK_COLUMN));
      opening = out -> new ParquetPart(shared, out);
    } else {
      batch = new Batch(CSV_ROWS);
      CsvPieces shared = new CsvPieces(columns, estate.axisSizes(), style(export, faults));
      opening = out -> new CsvPart(shared, format == ExportFormat.CSV_GZ ? new GzipOutput(out) : out);
    }
  }

  /** Starts a part on a stream. */
  private interface Opening {
    PartFile open(OutputStream out) throws IOException;
  }

  private static CsvStyle style(ExportPlan export, Faults faults) {
    boolean american = export.type().equals(ExportPlan.LEGACY) || faults.has(Fault.US_DATES);
    boolean minutes = export.version() == FocusVersion.V1_0 || export.version() == FocusVersion.V1_0_PREVIEW;
    CsvStyle.Dates dates = american ? CsvStyle.Dates.AMERICAN
        : faults.has(Fault.OFFSET_DATES) ? CsvStyle.Dates.OFFSET
        : minutes ? CsvStyle.Dates.MINUTES : CsvStyle.Dates.SECONDS;
    return new CsvStyle(dates, faults.has(Fault.DOUBLE_BOM), faults.has(Fault.BLANK_LINES),
        faults.has(Fault.EXPONENT_NUMBERS));
  }

  /** Writes one of so many parts. */
  GeneratedRun.Part write(Path file, int number, int parts, LongConsumer progress) throws IOException {
    long written = 0;
    try (PartFile part = opening.open(Files.newOutputStream(file))) {
      MonthRows.Cursor cursor = rows.part(number, parts);
      batch.clear();
      while (cursor.fill(batch)) {
        part.write(batch);
        tally.add(batch);
        written += batch.rows();
        progress.accept(batch.rows());
        batch.clear();
      }
    }
    return new GeneratedRun.Part(file, written, Files.size(file));
  }

  /** Writes a part without rows. */
  GeneratedRun.Part writeEmpty(Path file) throws IOException {
    opening.open(Files.newOutputStream(file)).close();
    return new GeneratedRun.Part(file, 0, Files.size(file));
  }

  /** Adds the sums over all parts written so far. */
  void collect(Map<Tally.Key, BigDecimal> sums) {
    tally.collect(sums);
  }
}
