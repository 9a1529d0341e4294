package io.plimsoll.api.access;

/**
 * One role and how it stands.
 *
 * @param role the role's own name, such as {@code Storage Blob Data Reader}
 * @param scope what it is needed for or given on
 * @param purpose what Plimsoll needs it for, or {@code nothing}
 * @param evidence what was tried or read to find out
 * @param advice what to do; empty when there is nothing
 */
public record AccessFinding(State state, String role, String scope, String purpose, String evidence, String advice) {
  /** How a role stands. */
  public enum State {
    /** It is needed and there. */
    PRESENT,
    /** It is needed and not there. */
    MISSING,
    /** A feature that is not in use would need it; it is not there. */
    OPTIONAL,
    /** It allows more than is needed. */
    TOO_MUCH,
    /** It could not be found out. */
    UNKNOWN
  }
}
