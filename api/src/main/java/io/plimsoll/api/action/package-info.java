/** The few things that write at the place where exports lie: proposed by one person, approved by another. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.action;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
