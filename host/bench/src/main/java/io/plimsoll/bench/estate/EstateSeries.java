package io.plimsoll.bench.estate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.bench.estate.Incident.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Writes a folder of series for a back-test that owes nothing to costbench but the form of its files: fleets of machines
 * in place of curves of daily costs, and incidents in machines in place of multiples of a level. Late figures are the last
 * hours of a day; a restatement takes a part of a past day back; credits are series of their own.
 *
 * <p>Arguments: the folder, and a seed. {@code costbench.py score} reads what it writes.
 */
public final class EstateSeries {
  private static final int SERIES = 200;
  private static final int DAYS = 366;
  private static final int WARM_UP = 42;
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random;
  private final Map<String, Object> meta = new LinkedHashMap<>();
  private final List<Object> calendar = new ArrayList<>();
  private final List<Object> labels = new ArrayList<>();

  private EstateSeries(long seed) {
    random = new Random(seed);
  }

  /** Writes the folder. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("Usage: EstateSeries FOLDER SEED");
      System.exit(2);
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    long seed = Long.parseLong(args[1]);
    EstateSeries estate = new EstateSeries(seed);
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(folder.resolve("series.csv")))) {
      lines.println("series,day,date,final,age1,age2");
      for (int i = 0; i < SERIES; i++) {
        estate.write(String.format(Locale.ROOT, "e%03d", i), i % 20 == 19, lines);
      }
    }
    JSON.writeValue(folder.resolve("meta.json").toFile(), estate.meta);
    JSON.writeValue(folder.resolve("calendar.json").toFile(), estate.calendar);
    JSON.writeValue(
        folder.resolve("labels.json").toFile(),
        Map.of(
            "set", "estate", "seed", seed, "days", DAYS, "start", FIRST.toString(), "warmup", WARM_UP, "series", SERIES,
            "anomalies", estate.labels));
  }

  private void write(String series, boolean credit, PrintWriter lines) {
    Fleet fleet = new Fleet(random);
    List<Incident> incidents = credit ? List.of() : incidents(fleet);
    int planned = !credit && incidents.isEmpty() && random.nextInt(4) == 0 ? WARM_UP + random.nextInt(DAYS - 70) : DAYS;
    double[] cost = new double[DAYS];
    double[][] excess = new double[incidents.size()][DAYS];
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = FIRST.plusDays(day);
      cost[day] = fleet.nextDay(date.getDayOfWeek().getValue(), date.getDayOfMonth());
      for (int i = 0; i < incidents.size(); i++) {
        double other = incidents.get(i).cost(day, cost[day], date.getDayOfWeek().getValue() > 5, fleet);
        excess[i][day] = other - cost[day];
        cost[day] = other;
      }
      if (day >= planned && day < planned + 5) {
        cost[day] *= 2;
      }
      if (random.nextInt(400) == 0) {
        // Taken back when the provider found its mistake.
        cost[day] *= 0.7;
      }
    }
    if (planned < DAYS) {
      calendar.add(Map.of("series", series, "start", planned, "end", planned + 4, "title", "load test"));
    }
    for (int i = 0; i < incidents.size(); i++) {
      label(series, incidents.get(i), excess[i]);
    }
    boolean late = random.nextInt(2) == 0;
    for (int day = 0; day < DAYS; day++) {
      double sign = credit ? -1 : 1;
      double first = late ? (12 + random.nextInt(11)) / 24.0 : 1;
      double second = late ? (21 + random.nextInt(4)) / 24.0 : 1;
      lines.printf(
          Locale.ROOT, "%s,%d,%s,%.4f,%.4f,%.4f%n", series, day, FIRST.plusDays(day), sign * cost[day],
          sign * cost[day] * first, sign * cost[day] * second);
    }
    meta.put(
        series,
        Map.of(
            "provider", "azure", "account", "account-" + random.nextInt(8), "service", "service-" + random.nextInt(12),
            "region", "westeurope", "archetype", credit ? "credit" : "fleet", "charge_category", credit ? "Credit" : "Usage"));
  }

  private List<Incident> incidents(Fleet fleet) {
    List<Incident> incidents = new ArrayList<>();
    int from = WARM_UP + random.nextInt(80);
    while (from < DAYS - 40 && incidents.size() < 3 && random.nextInt(3) > 0) {
      Kind[] kinds = Kind.values();
      Kind kind = kinds[random.nextInt(kinds.length)];
      if (kind == Kind.WEEKEND_ON && !fleet.isOffOnWeekends()) {
        kind = Kind.STEP;
      }
      Incident incident = Incident.of(kind, from, FIRST, fleet, random);
      incidents.add(incident);
      from = incident.end() + 45 + random.nextInt(60);
    }
    return incidents;
  }

  private void label(String series, Incident incident, double[] excess) {
    List<Double> daily = new ArrayList<>();
    double total = 0;
    for (int day = incident.start(); day <= incident.end(); day++) {
      daily.add(excess[day]);
      total += excess[day];
    }
    Map<String, Object> label = new LinkedHashMap<>();
    label.put("id", "a" + labels.size());
    label.put("series", series);
    label.put("kind", incident.kind().name().toLowerCase(Locale.ROOT));
    label.put("tier", "fleet");
    label.put("start", incident.start());
    label.put("end", incident.end());
    label.put("match_end", Math.min(incident.end(), incident.start() + 27));
    label.put("neutral_end", Math.min(DAYS - 1, incident.end() + 12));
    label.put("persistent", false);
    label.put("direction", incident.kind() == Kind.DROP ? "down" : "up");
    label.put("excess", daily);
    label.put("total_excess", total);
    labels.add(label);
  }
}
