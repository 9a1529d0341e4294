package io.plimsoll.console.gate;

import io.javalin.security.RouteRole;

/** What an address asks of its visitor. One that names none lets nobody in. */
public enum Access implements RouteRole {
  /** Anybody: it tells nothing about an organisation. */
  OPEN,
  /** Somebody who is signed in. */
  SIGNED_IN
}
