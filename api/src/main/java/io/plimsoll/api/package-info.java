/** What an embedder holds: {@link io.plimsoll.api.Plimsoll}, and {@link io.plimsoll.api.Organisation}, a session for one caller. */
@Version("0.3.0")
@NullMarked
package io.plimsoll.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
