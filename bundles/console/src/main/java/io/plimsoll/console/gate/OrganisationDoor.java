package io.plimsoll.console.gate;

import io.javalin.http.Context;
import io.plimsoll.api.Organisation;
import io.plimsoll.api.Plimsoll;

/** Opens the organisation that an address names, for who asks: the only way of a page to its data. */
public final class OrganisationDoor {
  private final Plimsoll plimsoll;

  /** Of this host. */
  public OrganisationDoor(Plimsoll plimsoll) {
    this.plimsoll = plimsoll;
  }

  /** The host behind it, for what is no organisation's. */
  public Plimsoll plimsoll() {
    return plimsoll;
  }

  /**
   * A session on the organisation in the address.
   *
   * @throws io.plimsoll.api.PlimsollException {@code NOT_FOUND} when there is none of this name
   */
  public Organisation open(Context context) {
    return plimsoll.organisation(context.pathParam("organisation"), Visitor.of(context));
  }
}
