package io.plimsoll.host.conformance;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.ConformanceReport;
import io.plimsoll.api.collect.ConformanceReport.Example;
import io.plimsoll.api.collect.ConformanceReport.Finding;
import io.plimsoll.api.collect.ConformanceReport.Severity;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.export.Batch;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.Layout;
import io.plimsoll.api.export.PartColumn;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.api.focus.DataQualityCode;
import io.plimsoll.api.focus.FocusColumn;
import io.plimsoll.api.focus.FocusColumns;
import io.plimsoll.api.focus.FocusType;
import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.host.collect.OpenPart;
import io.plimsoll.host.export.Catalogue;
import io.plimsoll.host.export.Locations;
import io.plimsoll.host.focus.ColumnBinding;
import io.plimsoll.host.focus.VersionGuess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Reads a loose file through and checks it against the rules of its FOCUS version. */
public final class ConformanceCheck {
  /** Codes that are normal in one format or the other and break no rule. */
  private static final Set<DataQualityCode> WORTH_KNOWING =
      Set.of(
          DataQualityCode.SUB_ACCOUNT_MISSING,
          DataQualityCode.CORRECTION,
          DataQualityCode.COLUMN_RENAMED,
          DataQualityCode.RESOURCE_ID_CASE);

  private final Locations locations;
  private final BufferAllocator allocator;

  /** Reads through these plug-ins. */
  public ConformanceCheck(Locations locations, BufferAllocator allocator) {
    this.locations = locations;
    this.allocator = allocator;
  }

  /** Checks a file against a version, or against the one its columns fit best. */
  public ConformanceReport check(Path path, @Nullable FocusVersion as) {
    Path file = path.toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw new PlimsollException(ErrorCode.NOT_FOUND, "There is no file " + path + ".", "Name a csv, csv.gz or parquet file.");
    }
    String name = file.getFileName().toString();
    String format =
        Catalogue.format(name)
            .orElseThrow(
                () ->
                    new PlimsollException(
                        ErrorCode.INPUT_INVALID, name + " is neither csv, csv.gz nor parquet by its name.",
                        "Give it the extension of its format."));
    Connection folder = new Connection("validate", file.getParent().toUri(), Layout.LOOSE, "none", Map.of());
    try (Locations.OpenLocation open = locations.open(folder);
        OpenPart part = OpenPart.open(locations, open.location(), find(open.location(), name), format)) {
      return check(path, format, part, as);
    }
  }

  private static StoredObject find(ExportLocation location, String name) {
    StoredObject found = Catalogue.list(location).get(name);
    if (found == null) {
      throw new PlimsollException(ErrorCode.NOT_FOUND, "There is no file " + name + ".", "Name a file that can be read.");
    }
    return found;
  }

  private ConformanceReport check(Path path, String format, OpenPart part, @Nullable FocusVersion as) {
    ColumnBinding binding = part.binding();
    List<Finding> findings = new ArrayList<>();
    List<String> header = binding.columns().values().stream().map(PartColumn::name).toList();
    FocusVersion version = as != null ? as : header.isEmpty() ? null : VersionGuess.of(header);
    if (version != null && !columns(binding, version, findings)) {
      version = as;
    }
    if (version != null && as == null) {
      for (FocusVersion other : VersionGuess.alike(version, header)) {
        findings.add(
            one("VERSION_UNCERTAIN", Severity.NOTE, "",
                "It may be FOCUS " + other.text() + " as well: Azure writes both with the same columns, and their rules and"
                    + " numbers are the same."));
      }
    }
    long rows = 0;
    if (version != null) {
      rows = rows(part, findings);
    }
    findings.sort(Comparator.comparing(Finding::severity).thenComparing(Finding::column).thenComparing(Finding::code));
    Map<String, String> columns = new LinkedHashMap<>();
    binding.columns().forEach((model, column) -> columns.put(column.name(), model));
    return new ConformanceReport(path, format, version, rows, columns, binding.unknown(), findings);
  }

  /** @return whether it is FOCUS at all */
  private static boolean columns(ColumnBinding binding, FocusVersion version, List<Finding> findings) {
    int mandatory = 0;
    int missing = 0;
    for (FocusColumn column : FocusColumns.all()) {
      if (!column.isMandatoryIn(version)) {
        continue;
      }
      mandatory++;
      if (!binding.columns().containsKey(FocusColumns.modelName(column.name()))) {
        missing++;
        findings.add(
            one("COLUMN_MISSING", Severity.ERROR, column.name(), "FOCUS " + version.text() + " has " + column.name() + " in every export."));
      }
    }
    for (String renamed : binding.renamed()) {
      findings.add(
          one("COLUMN_RENAMED", Severity.NOTE, renamed, "Read as " + FocusColumns.modelName(renamed) + ", its name in newer versions."));
    }
    for (String unknown : binding.unknown()) {
      boolean custom = unknown.startsWith("x_");
      findings.add(
          one("COLUMN_UNKNOWN", custom ? Severity.NOTE : Severity.WARNING, unknown,
              custom ? "A column of the provider's own." : "No FOCUS version has it; a provider's own column starts with x_."));
    }
    binding
        .columns()
        .forEach(
            (model, column) -> {
              FocusType wanted = ColumnBinding.typeOf(model, column.type());
              boolean text = column.type() == FocusType.STRING || column.type() == FocusType.JSON;
              boolean wantsText = wanted == FocusType.STRING || wanted == FocusType.JSON;
              if (column.type() != wanted && !text && !(wantsText && column.type() == FocusType.STRING)) {
                findings.add(
                    one("TYPE_DIFFERS", Severity.WARNING, column.name(),
                        "The file has " + column.physical() + " where FOCUS has " + wanted.name() + "."));
              }
            });
    return missing <= mandatory / 2;
  }

  private long rows(OpenPart part, List<Finding> findings) {
    ValueChecks values = new ValueChecks();
    List<String> known =
        part.binding().columns().keySet().stream().filter(c -> FocusColumns.find(c).isPresent()).toList();
    try {
      part.project(known, allocator);
      for (Batch batch = part.next(); batch != null; batch = part.next()) {
        values.add(batch);
      }
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.INPUT_INVALID && e.code() != ErrorCode.INPUT_INCOMPLETE) {
        throw e;
      }
      findings.add(one("VALUE_UNREADABLE", Severity.ERROR, "", e.getMessage()));
    }
    findings.addAll(values.findings());
    part.report()
        .repaired()
        .forEach(
            (code, count) -> {
              List<Example> examples =
                  part.report().examples().stream()
                      .filter(e -> e.code() == code)
                      .map(e -> new Example(e.row(), e.text()))
                      .toList();
              findings.add(
                  new Finding(
                      code.name(), WORTH_KNOWING.contains(code) ? Severity.NOTE : Severity.WARNING, "", count,
                      Character.toUpperCase(code.text().charAt(0)) + code.text().substring(1) + ".", examples));
            });
    return part.report().rows();
  }

  private static Finding one(String code, Severity severity, String column, String message) {
    return new Finding(code, severity, column, 1, message, List.of());
  }
}
