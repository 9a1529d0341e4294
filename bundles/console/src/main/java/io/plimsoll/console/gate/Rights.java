package io.plimsoll.console.gate;

import io.plimsoll.api.identity.AccessRole;
import io.plimsoll.api.identity.Member;
import io.plimsoll.api.identity.OrganisationAccess;
import io.plimsoll.api.identity.OrganisationRole;
import io.plimsoll.api.identity.Person;
import java.util.Map;

/**
 * What a page offers its visitor. It decides what is shown and nothing else: the host looks at each act itself.
 *
 * @param operator whether he runs the host
 * @param owner whether he owns the organisation shown
 * @param everywhere his role with every connection of it
 * @param access his role with single connections
 */
public record Rights(boolean operator, boolean owner, AccessRole everywhere, Map<String, AccessRole> access) {
  /** Of somebody who is not signed in. */
  public static final Rights NONE = new Rights(false, false, AccessRole.NONE, Map.of());

  /** Keeps its own copy. */
  public Rights {
    access = Map.copyOf(access);
  }

  /** Of somebody where no organisation is shown. */
  static Rights of(Person person) {
    return new Rights(person.operator(), false, AccessRole.NONE, Map.of());
  }

  /** Of somebody in an organisation. */
  public static Rights of(Person person, OrganisationAccess reached) {
    return new Rights(
        person.operator(), reached.role() == OrganisationRole.OWNER,
        reached.access().getOrDefault(Member.EVERY, AccessRole.NONE), reached.access());
  }

  /** Whether he sees every connection, and so what is said of all of them together. */
  public boolean seesAll() {
    return everywhere.atLeast(AccessRole.VIEWER);
  }

  /** Whether he may collect every connection and say what becomes of anomalies. */
  public boolean editsAll() {
    return everywhere.atLeast(AccessRole.EDITOR);
  }

  /** Whether he administers every connection. */
  public boolean administersAll() {
    return everywhere.atLeast(AccessRole.ADMIN);
  }

  /** Whether he may collect this connection. */
  public boolean edits(String connection) {
    return editsAll() || access.getOrDefault(connection, AccessRole.NONE).atLeast(AccessRole.EDITOR);
  }

  /** Whether he administers this connection. */
  public boolean administers(String connection) {
    return administersAll() || access.getOrDefault(connection, AccessRole.NONE).atLeast(AccessRole.ADMIN);
  }

  /** Whether he may connect an export: it may use what is the machine's own. */
  public boolean connects() {
    return operator && administersAll();
  }

  /** What an entry of the menu or an act asks for. */
  public enum Need {
    /** To be signed in, or to reach the organisation. */
    NOTHING,
    /** To see every connection. */
    EVERY_CONNECTION,
    /** To edit every connection. */
    EDITOR,
    /** To administer every connection. */
    ADMINISTRATOR,
    /** To own the organisation. */
    OWNER,
    /** To run the host. */
    OPERATOR;

    /** Whether these rights are enough. */
    public boolean metBy(Rights rights) {
      return switch (this) {
        case NOTHING -> true;
        case EVERY_CONNECTION -> rights.seesAll();
        case EDITOR -> rights.editsAll();
        case ADMINISTRATOR -> rights.administersAll();
        case OWNER -> rights.owner();
        case OPERATOR -> rights.operator();
      };
    }
  }
}
