package io.plimsoll.api.identity;

/** What somebody is to an organisation. */
public enum OrganisationRole {
  /** He may do everything; there is one at least. */
  OWNER,
  /** He may do what he was given, connection by connection. */
  MEMBER
}
