package io.plimsoll.action.azure;

import java.util.regex.Pattern;

/** What costs an export covers: a subscription, a resource group, or something of a billing account. */
final class CostScope {
  private static final String ID = "[A-Za-z0-9][A-Za-z0-9._:()-]*";

  static final Pattern FORM =
      Pattern.compile(
          "subscriptions/[0-9a-fA-F-]{36}(/resourceGroups/" + ID + ")?"
              + "|providers/Microsoft\\.Billing/billingAccounts/" + ID
              + "(/(departments|enrollmentAccounts|customers)/" + ID
              + "|/billingProfiles/" + ID + "(/(invoiceSections|customers)/" + ID + ")?)?");

  static final String DESCRIBED =
      "a scope such as subscriptions/ID, subscriptions/ID/resourceGroups/NAME or"
          + " providers/Microsoft.Billing/billingAccounts/ID; FOCUS is not exported for management groups";

  private CostScope() {}

  /** Without slashes at its ends. */
  static String trim(String text) {
    return text.strip().replaceAll("^/+|/+$", "");
  }

  /** The role that may write exports there. */
  static String role(String scope) {
    if (scope.startsWith("subscriptions/")) {
      return "Cost Management Contributor on /" + scope;
    }
    return scope.contains("/billingProfiles/") || scope.contains("/invoiceSections/") || scope.contains("/customers/")
        ? "a contributor of the billing profile (Microsoft Customer Agreement) on /" + scope
        : "enterprise administrator (Enterprise Agreement) or billing account contributor (Microsoft Customer Agreement) on /"
            + scope;
  }
}
