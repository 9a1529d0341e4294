package io.plimsoll.host.state;

import io.plimsoll.api.anomaly.SkippedDetector;
import io.plimsoll.api.plugin.Grant;
import io.plimsoll.host.runtime.PluginTerms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one organisation decided about plug-ins, and which detectors it goes without. Thread-safe. */
public final class PluginDecisions {
  private final Database database;
  private final Remembered<Boolean, PluginTerms> decided;
  private volatile PluginTerms terms = PluginTerms.NONE;

  /** Works on a database at the newest schema. */
  public PluginDecisions(Database database) {
    this.database = database;
    this.decided = database.remembered(1);
    refresh();
  }

  /** What was decided up to the last look at the database; costs nothing. */
  public PluginTerms terms() {
    return terms;
  }

  /** Looks at the database again, which another process may have written. */
  public PluginTerms refresh() {
    PluginTerms read =
        decided.of(
            true,
            h -> {
              Map<String, Map<Grant, Boolean>> grants = new HashMap<>();
              h.createQuery("select plugin, grant_name, granted from plugin_grant")
                  .map((row, c) -> new Decided(row.getString(1), row.getString(2), row.getInt(3) != 0))
                  .forEach(d -> d.into(grants));
              Map<String, Map<String, String>> settings = new HashMap<>();
              h.createQuery("select plugin, name, value from plugin_setting")
                  .map((row, c) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                  .forEach(s -> settings.computeIfAbsent(s.get(0), p -> new HashMap<>()).put(s.get(1), s.get(2)));
              return new PluginTerms(grants, settings);
            });
    terms = read;
    return read;
  }

  /** Gives a plug-in these grants, or takes them from it. */
  public void decide(String plugin, Collection<Grant> grants, boolean given) {
    database.write(
        h -> {
          for (Grant grant : grants) {
            h.execute("delete from plugin_grant where plugin = ? and grant_name = ?", plugin, grant.name());
            h.execute(
                "insert into plugin_grant (plugin, grant_name, granted) values (?, ?, ?)", plugin, grant.name(), given ? 1 : 0);
          }
        });
    refresh();
  }

  /** Replaces all settings of a plug-in. */
  public void settings(String plugin, Map<String, String> settings) {
    database.write(
        h -> {
          h.execute("delete from plugin_setting where plugin = ?", plugin);
          settings.forEach(
              (name, value) ->
                  h.execute("insert into plugin_setting (plugin, name, value) values (?, ?, ?)", plugin, name, value));
        });
    refresh();
  }

  /** The detectors that did not judge the costs collected last, by name. */
  public List<SkippedDetector> skipped() {
    return database.read(
        h ->
            h.createQuery("select detector, reason, advice, since from skipped_detector order by detector")
                .map(
                    (row, c) ->
                        new SkippedDetector(
                            row.getString(1), row.getString(2), row.getString(3), Instant.parse(row.getString(4))))
                .list());
  }

  /** The first day that each of these detectors did not judge, by name. */
  public Map<String, LocalDate> unjudged() {
    Map<String, LocalDate> days = new HashMap<>();
    database.read(
        h -> {
          h.createQuery("select detector, judge_from from skipped_detector")
              .map((row, c) -> Map.entry(row.getString(1), LocalDate.parse(row.getString(2))))
              .forEach(e -> days.put(e.getKey(), e.getValue()));
          return days;
        });
    return days;
  }

  /**
   * Replaces the list of detectors that did not judge.
   *
   * @param from the first day they should have judged; a detector that is on the list keeps an earlier one
   */
  public void skipped(List<SkippedDetector> detectors, LocalDate from) {
    Map<String, LocalDate> before = unjudged();
    database.write(
        h -> {
          h.execute("delete from skipped_detector");
          for (SkippedDetector d : detectors) {
            LocalDate earlier = before.getOrDefault(d.detector(), from);
            h.execute(
                "insert into skipped_detector (detector, reason, advice, since, judge_from) values (?, ?, ?, ?, ?)",
                d.detector(), d.reason(), d.advice(), d.since().toString(),
                (earlier.isBefore(from) ? earlier : from).toString());
          }
        });
  }

  private record Decided(String plugin, String grant, boolean given) {
    /** A grant of a later version is left alone, for that version. */
    void into(Map<String, Map<Grant, Boolean>> grants) {
      for (Grant known : Grant.values()) {
        if (known.name().equals(grant)) {
          grants.computeIfAbsent(plugin, p -> new EnumMap<>(Grant.class)).put(known, given);
        }
      }
    }
  }
}
