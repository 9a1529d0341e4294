package io.plimsoll.host.anomaly;

import io.plimsoll.api.anomaly.CostSeries;
import io.plimsoll.api.anomaly.EvaluationContext;
import io.plimsoll.api.anomaly.Finding;
import io.plimsoll.api.anomaly.SeriesKey;
import io.plimsoll.api.anomaly.Settling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What detectors last said of each series. They are pure, so a series that did not change since is not judged again as
 * long as the same version judges the same days with the same settings. Lost with the process, which costs one full
 * judgement. Thread-safe.
 */
public final class Judgements {
  private final Map<String, Judgement> last = new ConcurrentHashMap<>();

  /**
   * How a detector judged.
   *
   * @param detector what it is, with version and settings
   */
  record Terms(Object detector, EvaluationContext context) {}

  /**
   * What a detector said.
   *
   * @param judged the fingerprints of all series it judged, ascending
   * @param found by fingerprint, of those in which it found anything
   */
  record Judgement(Terms terms, long[] judged, Map<Long, List<Finding>> found) {
    /** What it said of a series; {@code null} when it did not judge it. */
    @Nullable List<Finding> of(long fingerprint) {
      return Arrays.binarySearch(judged, fingerprint) < 0 ? null : found.getOrDefault(fingerprint, List.of());
    }
  }

  /** What a detector said last; of no series when it would judge differently now. */
  Judgement of(String detector, Terms terms) {
    Judgement known = last.get(detector);
    return known != null && known.terms().equals(terms) ? known : new Judgement(terms, new long[0], Map.of());
  }

  /**
   * Remembers what a detector said of all series.
   *
   * @param found in the order of the fingerprints
   */
  void remember(String detector, Terms terms, long[] fingerprints, List<List<Finding>> found) {
    long[] judged = fingerprints.clone();
    Arrays.sort(judged);
    Map<Long, List<Finding>> some = new HashMap<>();
    for (int i = 0; i < fingerprints.length; i++) {
      if (!found.get(i).isEmpty()) {
        some.put(fingerprints[i], found.get(i));
      }
    }
    last.put(detector, new Judgement(terms, judged, some));
  }

  /** 64 bits of what a series is and costs: two of a million series are alike by chance once in 40 million times. */
  static long fingerprint(CostSeries series) {
    long hash = mix(fingerprint(series.key()), series.day(0).toEpochDay());
    for (int age = 1; age < EvaluationContext.FINAL_AFTER_DAYS; age++) {
      Settling settling = series.settling(age);
      hash = mix(mix(hash, Double.doubleToLongBits(settling.share())), Double.doubleToLongBits(settling.variation()));
    }
    for (int day = 0; day < series.days(); day++) {
      // A step that can be taken back: two series that differ on a day differ after it.
      hash = (hash ^ Double.doubleToLongBits(series.cost(day)) + (series.isPresent(day) ? 1 : 0)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return mix(hash, series.days());
  }

  /** 64 bits of what a series is, the same in every process. */
  static long fingerprint(SeriesKey key) {
    long hash = text(text(1, key.metric()), key.currency());
    for (Map.Entry<String, String> value : key.dimensions().entrySet()) {
      hash = text(text(hash, value.getKey()), value.getValue());
    }
    return hash;
  }

  private static long text(long hash, @Nullable String text) {
    long mixed = mix(hash, 31);
    for (int i = 0; text != null && i < text.length(); i++) {
      mixed = mix(mixed, text.charAt(i));
    }
    return mixed;
  }

  /** A hash with one more value in it: the finalizer of SplitMix64. */
  static long mix(long hash, long value) {
    long z = (hash ^ value) * 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
