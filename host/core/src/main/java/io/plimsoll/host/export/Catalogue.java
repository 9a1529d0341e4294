package io.plimsoll.host.export;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.collect.Connection;
import io.plimsoll.api.collect.Run;
import io.plimsoll.api.export.ExportLocation;
import io.plimsoll.api.export.ObjectPage;
import io.plimsoll.api.export.ObjectReader;
import io.plimsoll.api.export.StoredObject;
import io.plimsoll.host.export.Slice.PlannedPart;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the runs of a location by their manifests, never by their paths, and says which of them count.
 *
 * <p>A run without a manifest is still being written and is left alone; one whose parts are missing or
 * short is incomplete and is tried again; one that is not FOCUS is set aside with its reason.
 */
public final class Catalogue {
  /** A manifest is a kilobyte or two; something much larger is not one. */
  private static final long MANIFEST_LIMIT = 16 << 20;

  private final Connection connection;
  private final Clock clock;

  /** Reads locations laid out as Azure writes them. */
  public Catalogue(Connection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /** Every object of a location, by path. */
  public static Map<String, StoredObject> list(ExportLocation location) {
    Map<String, StoredObject> objects = new TreeMap<>();
    String continuation = null;
    do {
      ObjectPage page = location.list(continuation);
      page.objects().forEach(o -> objects.put(o.path(), o));
      continuation = page.next();
    } while (continuation != null);
    return objects;
  }

  /** The format of a part by its name, or empty when it is none. */
  public static Optional<String> format(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv.gz") || lower.endsWith(".csv.gzip")) {
      return Optional.of("csv.gz");
    }
    if (lower.endsWith(".csv")) {
      return Optional.of("csv");
    }
    return lower.endsWith(".parquet") ? Optional.of("parquet") : Optional.empty();
  }

  /** What to read for each export and billing period that the location holds. */
  public List<PeriodPlan> plan(ExportLocation location) {
    Map<String, StoredObject> objects = list(location);
    List<Run> setAside = new ArrayList<>();
    Map<Key, List<Candidate>> candidates = new LinkedHashMap<>();
    for (StoredObject object : objects.values()) {
      if (isManifest(object.path())) {
        read(location, object, setAside).ifPresent(m -> consider(m, objects, candidates, setAside));
      }
    }
    Map<Key, List<Run>> asideByKey = new LinkedHashMap<>();
    for (Run run : setAside) {
      asideByKey.computeIfAbsent(new Key(run.export(), run.scope(), run.period()), k -> new ArrayList<>()).add(run);
    }
    List<PeriodPlan> plans = new ArrayList<>();
    candidates.forEach(
        (key, runs) -> {
          List<Run> aside = new ArrayList<>(asideByKey.getOrDefault(key, List.of()));
          asideByKey.remove(key);
          plans.add(RunSelection.select(connection.name(), key, runs, aside, clock));
        });
    asideByKey.forEach((key, runs) -> plans.add(new PeriodPlan(key.export(), key.scope(), key.period(), List.of(), runs)));
    return plans;
  }

  private static boolean isManifest(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.equals("manifest.json") || name.equals("_manifest.json");
  }

  private Optional<Manifest> read(ExportLocation location, StoredObject object, List<Run> setAside) {
    try {
      if (object.size() == 0) {
        throw new PlimsollException(
            ErrorCode.INPUT_INCOMPLETE,
            "The manifest " + object.path() + " is empty, so its run is not complete.",
            "It is tried again; when it stays empty, run the export again in Azure Cost Management.");
      }
      if (object.size() > MANIFEST_LIMIT) {
        throw new PlimsollException(
            ErrorCode.INPUT_INVALID,
            "The manifest " + object.path() + " has " + object.size() + " bytes, which no manifest has.",
            "Remove the file if it is not an export's.");
      }
      return Optional.of(ManifestParser.parse(object.path(), content(location, object)));
    } catch (PlimsollException e) {
      if (e.code() != ErrorCode.INPUT_INVALID && e.code() != ErrorCode.INPUT_INCOMPLETE) {
        throw e;
      }
      Run.State state = e.code() == ErrorCode.INPUT_INVALID ? Run.State.QUARANTINED : Run.State.INCOMPLETE;
      setAside.add(
          new Run(
              connection.name(), folder(object.path()), "unnamed", guessPeriod(object), folderRun(object.path()),
              object.lastModified(), "", state, 0, 0, e.getMessage(), e.advice(), clock.instant()));
      return Optional.empty();
    }
  }

  private static byte[] content(ExportLocation location, StoredObject object) {
    byte[] bytes = new byte[(int) object.size()];
    try (ObjectReader reader = location.open(object)) {
      int at = 0;
      while (at < bytes.length) {
        int read = reader.read(at, bytes, at, bytes.length - at);
        if (read < 0) {
          throw new PlimsollException(
              ErrorCode.INPUT_INCOMPLETE,
              "The manifest " + object.path() + " ends after " + at + " of " + bytes.length + " bytes.",
              "It is tried again.");
        }
        at += read;
      }
    }
    return bytes;
  }

  /** Puts a run where its range of days belongs, once for each billing period it touches. */
  private void consider(
      Manifest manifest,
      Map<String, StoredObject> objects,
      Map<Key, List<Candidate>> candidates,
      List<Run> setAside) {
    YearMonth first = YearMonth.from(manifest.firstDay());
    YearMonth last = YearMonth.from(manifest.lastDay());
    String type = manifest.type();
    if (type != null && !type.toLowerCase(Locale.ROOT).startsWith("focus")) {
      setAside.add(
          aside(manifest, first, Run.State.QUARANTINED,
              "Export " + manifest.exportName() + " is of type " + type + ", not FOCUS; it is left alone.",
              "Create a \"Cost and usage details (FOCUS)\" export, or remove this one from the location."));
      return;
    }
    if (manifest.blobs().isEmpty() || manifest.rows() == 0) {
      setAside.add(
          aside(manifest, first, Run.State.EMPTY, "The run holds no rows, as the first run of a month may.", ""));
      return;
    }
    List<PlannedPart> parts = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Manifest.Blob blob : manifest.blobs()) {
      StoredObject part = find(manifest, blob, objects);
      if (part == null) {
        problems.add(fileName(blob.name()) + " is missing");
      } else if (blob.bytes() >= 0 && blob.bytes() != part.size()) {
        problems.add(
            fileName(blob.name()) + " has " + part.size() + " bytes where the manifest says " + blob.bytes());
      } else {
        parts.add(new PlannedPart(part, format(part.path()).orElse("unknown"), blob.rows()));
      }
    }
    if (!problems.isEmpty()) {
      setAside.add(
          aside(manifest, first, Run.State.INCOMPLETE,
              "Run " + manifest.runId() + " is not complete: " + String.join("; ", problems) + "; it was not published.",
              "It is tried again at the next collection; when it stays so, run the export again."));
      return;
    }
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      candidates
          .computeIfAbsent(new Key(manifest.exportName(), manifest.scope(), month.atDay(1)), k -> new ArrayList<>())
          .add(new Candidate(manifest, parts));
    }
  }

  private Run aside(Manifest m, YearMonth period, Run.State state, String message, String advice) {
    return new Run(
        connection.name(), m.exportName(), m.scope(), period.atDay(1), m.runId(), m.submittedAt(),
        m.dataVersion() == null ? "" : m.dataVersion(), state, m.blobs().size(), Math.max(0, m.rows()), message, advice,
        clock.instant());
  }

  /**
   * The part a manifest means. Blob names are relative to the container, which may lie above the location
   * that is connected; parts that were copied elsewhere still lie beside their manifest.
   */
  private static @Nullable StoredObject find(Manifest manifest, Manifest.Blob blob, Map<String, StoredObject> objects) {
    String folder = manifest.path().substring(0, manifest.path().lastIndexOf('/') + 1);
    StoredObject beside = objects.get(folder + fileName(blob.name()));
    if (beside != null) {
      return beside;
    }
    String path = blob.name();
    while (path.contains("/")) {
      StoredObject found = objects.get(path);
      if (found != null) {
        return found;
      }
      path = path.substring(path.indexOf('/') + 1);
    }
    return null;
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "export" : path.substring(0, slash);
  }

  private static String folderRun(String path) {
    return fileName(folder(path));
  }

  private static LocalDate guessPeriod(StoredObject manifest) {
    java.util.regex.Matcher range = java.util.regex.Pattern.compile("(\\d{4})(\\d{2})\\d{2}-\\d{8}").matcher(manifest.path());
    if (range.find() && Integer.parseInt(range.group(2)) >= 1 && Integer.parseInt(range.group(2)) <= 12) {
      return LocalDate.of(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)), 1);
    }
    return manifest.lastModified().atZone(java.time.ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
  }

  /** What runs compete for. */
  record Key(String export, String scope, LocalDate period) {}

  /** A complete run. */
  record Candidate(Manifest manifest, List<PlannedPart> parts) {}
}
