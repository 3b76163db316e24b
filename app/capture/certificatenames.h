// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

namespace spectap {

/// The names under which clients reach an endpoint on this machine: localhost and its addresses, the
/// Android emulator's way to it, the host name, and `addresses` it listens on beyond those.
[[nodiscard]] QStringList endpointNames(const QString &hostName, const QStringList &addresses = {});

/// Whether `name` is an IP address as text.
[[nodiscard]] bool isAddress(const QString &name);
/// A host name of letters, digits and hyphens: fit to stand in a certificate.
[[nodiscard]] bool isHostName(const QString &name);
/// Whether a host name of one label could be a domain that others own, like "dev". Top-level domains have
/// letters only, or begin with xn--.
[[nodiscard]] bool mayBeTopLevel(const QString &name);

} // namespace spectap
