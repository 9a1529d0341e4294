package io.plimsoll.api.identity;

/** What a member may do with a connected tenant, the least first. */
public enum AccessRole {
  /** Nothing: it is as if the connection were not there. */
  NONE,
  /** See its costs, runs and receipts. */
  VIEWER,
  /** Also collect, and say what becomes of anomalies. */
  EDITOR,
  /** Also change the connection. */
  ADMIN;

  /** Whether it is this role or a greater one. */
  public boolean atLeast(AccessRole other) {
    return compareTo(other) >= 0;
  }
}
