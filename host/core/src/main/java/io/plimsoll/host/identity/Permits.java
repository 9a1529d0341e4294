package io.plimsoll.host.identity;

import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Scope;

/** Asks what a person may do with all of an organisation, and puts each refusal on record. */
record Permits(Authority authority, Refusals refusals, boolean operator) {
  /** He reads what is of every connection. */
  void sees(String act) {
    require(Scope.READ, act);
    everywhere(AccessRole.VIEWER, act, "the right to see every connection of the organisation");
  }

  /** He acts on what is of every connection. */
  void edits(String act) {
    require(Scope.COLLECT, act);
    everywhere(AccessRole.EDITOR, act, "an editor of every connection");
  }

  /** He reads what only those are shown who decide. */
  void reviews(String act) {
    require(Scope.READ, act);
    everywhere(AccessRole.ADMIN, act, "an administrator of every connection");
  }

  /** He decides for every connection. */
  void administers(String act) {
    require(Scope.MANAGE, act);
    everywhere(AccessRole.ADMIN, act, "an administrator of every connection");
  }

  /** The organisation is his. */
  void owns(String act) {
    require(Scope.MANAGE, act);
    if (!authority.owner()) {
      throw refusals.notAllowed(act, "", "an owner of the organisation");
    }
  }

  /** The organisation is his, and so is the machine. */
  void ownsAndOperates(String act, String why) {
    owns(act);
    if (!operator) {
      throw refusals.notAllowed(act, "", "an operator of the host, " + why);
    }
  }

  /** What he holds is for this. */
  void require(Scope scope, String act) {
    if (!authority.scopes().contains(scope)) {
      throw refusals.notAllowed(act, "", "a key with the scope " + Refusals.word(scope));
    }
  }

  private void everywhere(AccessRole role, String act, String needed) {
    if (!authority.everywhere().atLeast(role)) {
      throw refusals.notAllowed(act, "", needed);
    }
  }
}
