/** Wraps data keys with a key that never leaves Azure Key Vault or a managed HSM. */
@NullMarked
package io.plimsoll.keywrapper.keyvault;

import org.jspecify.annotations.NullMarked;
