package io.plimsoll.console.gate;

import io.javalin.http.Context;
import io.plimsoll.api.ErrorCode;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.PlimsollException;
import io.plimsoll.api.identity.OrganisationAccess;
import io.plimsoll.api.identity.SignedIn;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Opens the organisation that an address names, as who asks may see it: the only way of a page to its data. */
public final class OrganisationDoor {
  private final Clock clock;

  /** @param clock of the host */
  public OrganisationDoor(Clock clock) {
    this.clock = clock;
  }

  /** The clock of the host. */
  public Clock clock() {
    return clock;
  }

  /** The day it is, in UTC. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /**
   * A session on the organisation in the address, with the rights of the visitor.
   *
   * @throws PlimsollException {@code NOT_FOUND} when he reaches none of this name
   * @throws SecondFactorNeeded when it asks for a second factor he did not set up
   */
  public Organisation open(Context context) {
    SignedIn signedIn = Visitor.of(context);
    String name = context.pathParam("organisation");
    OrganisationAccess access = signedIn.access(name);
    try {
      Organisation opened = signedIn.organisation(name);
      Visitor.inside(context, Rights.of(signedIn.person(), access));
      return opened;
    } catch (PlimsollException e) {
      throw e.code() == ErrorCode.NOT_ALLOWED && access.secondFactorMissing() ? new SecondFactorNeeded(name) : e;
    }
  }
}
