/** Where the state of an organisation lies. */
@Version("0.3.0")
@NullMarked
package io.plimsoll.api.region;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
