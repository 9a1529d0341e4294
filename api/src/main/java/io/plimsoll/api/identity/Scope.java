package io.plimsoll.api.identity;

/** What a key may be used for; never more than the person whose key it is may do. */
public enum Scope {
  /** Asking: costs, runs, receipts, anomalies. */
  READ,
  /** Collecting. */
  COLLECT,
  /** Changing connections, members, keys, plug-ins and retention, and reading the audit chain. */
  MANAGE
}
