/** How a class becomes a plug-in, and the settings it is given. */
@Version("0.1.0")
@NullMarked
package io.plimsoll.api.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
