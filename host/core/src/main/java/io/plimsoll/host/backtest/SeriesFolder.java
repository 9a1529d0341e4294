package io.plimsoll.host.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.anomaly.PlannedEvent;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.cost.Period;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a folder of series for a back-test.
 *
 * <p>{@code series.csv} has the columns {@code series,day,date,final,age1,age2}: what a day cost in the end, one day and
 * two days later. {@code meta.json} says of each series its provider, account, service, region and charge_category, and
 * {@code calendar.json} what was planned; either may be missing.
 */
final class SeriesFolder {
  private static final String HEADER = "series,day,date,final,age1,age2";
  private static final String USAGE = "Usage";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  SeriesFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The series of usage and what was planned for them.
   *
   * @throws PlimsollException {@code INPUT_INVALID} when a file is missing or does not read as described
   */
  History read() {
    try {
      Map<String, Costs> costs = costs();
      JsonNode about = json("meta.json");
      List<DatedSeries> series = new ArrayList<>();
      Map<String, LocalDate> starts = new LinkedHashMap<>();
      costs.forEach(
          (name, days) -> {
            JsonNode one = about.path(name);
            // Credits, refunds, taxes and purchases come and go by contract; detectors judge usage.
            if (one.path("charge_category").asText(USAGE).equals(USAGE)) {
              series.add(days.series(key(name, one), one.path("provider").asText("")));
              starts.put(name, days.dayZero());
            }
          });
      return new History(series, planned(starts));
    } catch (IOException e) {
      throw invalid("The folder " + folder + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static SeriesKey key(String name, JsonNode about) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put("Series", name);
    put(dimensions, "ProviderName", about.path("provider"));
    put(dimensions, "SubAccountName", about.path("account"));
    put(dimensions, "ServiceName", about.path("service"));
    put(dimensions, "RegionName", about.path("region"));
    return new SeriesKey(dimensions, "EffectiveCost", "USD");
  }

  private static void put(Map<String, String> dimensions, String column, JsonNode value) {
    if (value.isTextual()) {
      dimensions.put(column, value.asText());
    }
  }

  private List<PlannedEvent> planned(Map<String, LocalDate> starts) throws IOException {
    List<PlannedEvent> planned = new ArrayList<>();
    for (JsonNode event : json("calendar.json")) {
      LocalDate start = starts.get(event.path("series").asText());
      if (start != null) {
        Period days =
            new Period(start.plusDays(event.path("start").asLong()), start.plusDays(event.path("end").asLong() + 1));
        planned.add(
            new PlannedEvent(event.path("title").asText("planned"), days, Map.of("Series", event.path("series").asText())));
      }
    }
    return planned;
  }

  private JsonNode json(String file) throws IOException {
    Path path = folder.resolve(file);
    return Files.exists(path) ? JSON.readTree(path.toFile()) : JSON.createObjectNode();
  }

  private Map<String, Costs> costs() throws IOException {
    Path file = folder.resolve("series.csv");
    Map<String, Costs> all = new LinkedHashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String header = lines.readLine();
      if (!HEADER.equals(header)) {
        throw invalid(file + " begins with '" + header + "', not with '" + HEADER + "'.", null);
      }
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String[] fields = line.split(",", -1);
        try {
          all.computeIfAbsent(fields[0], name -> new Costs()).add(fields);
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
          throw invalid("Line " + number + " of " + file + " does not read as " + HEADER + ": '" + line + "'.", e);
        }
      }
    } catch (NoSuchFileException e) {
      throw invalid("The folder " + folder + " has no series.csv.", e);
    }
    if (all.isEmpty()) {
      throw invalid(file + " has no line but its header.", null);
    }
    return all;
  }

  private static PlimsollException invalid(String what, @org.jspecify.annotations.Nullable Throwable cause) {
    return new PlimsollException(
        ErrorCode.INPUT_INVALID, what,
        "Give a folder with series.csv in the form of docs/detectors.md.", cause);
  }

  /** The days of one series while they are read. */
  private static final class Costs {
    private LocalDate first = LocalDate.EPOCH;
    private LocalDate dayZero = LocalDate.EPOCH;
    private int days;
    private double[][] byAge = new double[3][512];

    void add(String[] fields) {
      LocalDate date = LocalDate.parse(fields[2]);
      if (days == 0) {
        first = date;
        dayZero = date.minusDays(Long.parseLong(fields[1]));
      }
      int day = (int) (date.toEpochDay() - first.toEpochDay());
      if (day < days || day > 100_000 || fields.length != 6) {
        throw new IllegalArgumentException(fields[2]);
      }
      for (int age = 0; age < byAge.length; age++) {
        if (day >= byAge[age].length) {
          byAge[age] = Arrays.copyOf(byAge[age], 2 * day);
        }
        double cost = Double.parseDouble(fields[3 + age]);
        if (!Double.isFinite(cost)) {
          throw new IllegalArgumentException(fields[3 + age]);
        }
        byAge[age][day] = cost;
      }
      days = day + 1;
    }

    /** The day that planned events count from. */
    LocalDate dayZero() {
      return dayZero;
    }

    DatedSeries series(SeriesKey key, String connection) {
      return new DatedSeries(
          key, connection, first, Arrays.copyOf(byAge[0], days), Arrays.copyOf(byAge[1], days),
          Arrays.copyOf(byAge[2], days));
    }
  }
}
