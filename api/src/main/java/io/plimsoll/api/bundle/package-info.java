/** The jars a host was given, what became of each, and the lock that says which may run. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.bundle;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
