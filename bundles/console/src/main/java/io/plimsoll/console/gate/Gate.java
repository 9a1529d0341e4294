package io.plimsoll.console.gate;

import io.javalin.http.Context;
import io.plimsoll.api.identity.Caller;
import io.plimsoll.console.RouteGroup;
import org.jspecify.annotations.Nullable;

/** Decides who asks. Its own addresses are those for coming in and leaving. */
public interface Gate extends RouteGroup {
  /** Who asks, with his address and agent; {@code null} when nobody is signed in. */
  @Nullable Caller visitor(Context context);

  /** The path within the console that lets its first visitor in, once; {@code null} when nobody needs one. */
  @Nullable String oneTimePath();
}
