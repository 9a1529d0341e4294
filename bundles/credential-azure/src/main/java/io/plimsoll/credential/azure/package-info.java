/** Credentials of Microsoft Entra ID, each chosen by name, and what they may do at a storage account. */
@NullMarked
package io.plimsoll.credential.azure;

import org.jspecify.annotations.NullMarked;
