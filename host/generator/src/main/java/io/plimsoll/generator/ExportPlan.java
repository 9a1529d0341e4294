package io.plimsoll.generator;

import io.plimsoll.api.focus.FocusVersion;
import io.plimsoll.generator.estate.Estate;
import java.util.List;

/**
 * An export to be written.
 *
 * @param type Azure's name of the data set, such as {@code FocusCost}
 * @param dataVersion what manifests say
 */
record ExportPlan(
    String name,
    Estate estate,
    String type,
    FocusVersion version,
    String dataVersion,
    ExportFormat format,
    long rowsPerMonth,
    List<RunPlan> runs) {

  static final String FOCUS = "FocusCost";
  static final String LEGACY = "ActualCost";
  static final String PRICES = "PriceSheet";

  String scope() {
    return "/providers/Microsoft.Billing/billingAccounts/" + estate.accountId() + "/billingProfiles/"
        + estate.profileId();
  }

  /** The same runs under another name. */
  ExportPlan named(String other) {
    return new ExportPlan(other, estate, type, version, dataVersion, format, rowsPerMonth, runs);
  }

  ExportPlan with(List<RunPlan> others) {
    return new ExportPlan(name, estate, type, version, dataVersion, format, rowsPerMonth, others);
  }

  /** Rows of all runs, about. */
  long expectedRows() {
    return runs.stream()
        .mapToLong(r -> rowsPerMonth * Math.max(0, r.to().toEpochDay() - r.from().toEpochDay()) / 31).sum();
  }
}
