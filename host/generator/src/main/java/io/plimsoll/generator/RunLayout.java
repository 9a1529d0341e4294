package io.plimsoll.generator;

import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.PlimsollException;

/**
 * How the runs of an export lie in folders.
 *
 * @param rootFolder the folder of the container that exports lie in; empty for none
 * @param exportName the name of the first account's export
 * @param timeFolder whether a folder of the submission time lies above the run's own
 * @param overwrite whether a run replaces the one before; if not, all stay
 * @param runsPerMonth how many month-to-date runs a month has when they stay
 * @param daily whether each run holds one day instead of the month to date
 */
public record RunLayout(
    String rootFolder, String exportName, boolean timeFolder, boolean overwrite, int runsPerMonth, boolean daily,
    Manifests manifests) {

  /** Refuses a month without runs. */
  public RunLayout {
    if (runsPerMonth < 1) {
      throw new PlimsollException(
          ErrorCode.INVALID_REQUEST, runsPerMonth + " runs per month are none", "Ask for at least one.");
    }
  }

  /** As Azure's portal sets an export up: each run replaces the one before. */
  public static RunLayout overwriting() {
    return new RunLayout("focus", "daily-focus-cost", false, true, 1, false, Manifests.CURRENT);
  }

  /** Every run stays, in a folder of its time; so many a month. */
  public static RunLayout appending(int runsPerMonth) {
    return new RunLayout("focus", "daily-focus-cost", true, false, runsPerMonth, false, Manifests.CURRENT);
  }

  /** A run for each day of the month, which holds that day alone. */
  public static RunLayout ofDays() {
    return new RunLayout("focus", "daily-focus-cost", true, false, 1, true, Manifests.CURRENT);
  }

  /** Loose files without manifests. */
  public static RunLayout loose() {
    return new RunLayout("focus", "daily-focus-cost", false, true, 1, false, Manifests.NONE);
  }

  /** The same under another name. */
  public RunLayout exportName(String other) {
    return new RunLayout(rootFolder, other, timeFolder, overwrite, runsPerMonth, daily, manifests);
  }

  /** The same in another folder. */
  public RunLayout rootFolder(String other) {
    return new RunLayout(other, exportName, timeFolder, overwrite, runsPerMonth, daily, manifests);
  }

  /** The same with or without a folder of the time. */
  public RunLayout timeFolder(boolean other) {
    return new RunLayout(rootFolder, exportName, other, overwrite, runsPerMonth, daily, manifests);
  }

  /** The same with other manifests. */
  public RunLayout manifests(Manifests other) {
    return new RunLayout(rootFolder, exportName, timeFolder, overwrite, runsPerMonth, daily, other);
  }

  /** The manifests that were seen. */
  public enum Manifests {
    /** Version 2024-04-01. */
    CURRENT,
    /** As before: without a version and without counts. */
    OLD,
    /** Current, in files named {@code _manifest.json}. */
    UNDERSCORE,
    /** None: loose files, one folder an export. */
    NONE
  }
}
