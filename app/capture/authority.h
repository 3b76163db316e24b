// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QStringList>

#include <memory>

namespace spectap {

/// A certificate for one endpoint and the key that belongs to it, both as PEM.
struct IssuedCertificate
{
    QByteArray certificate;
    QByteArray key;
    QStringList names; ///< hosts and addresses it is for
    QDateTime until;
};

/// A certificate authority that can vouch for a fixed list of local names, for addresses of private networks
/// and names below .local, and for nothing else: whoever steals its key cannot pose as any site. All that
/// needs the OpenSSL library is behind this class.
class Authority
{
public:
    /// For `names` (host names in ASCII, addresses as text), valid from a day before `now` for LifeYears.
    [[nodiscard]] static Result<Authority> make(const QStringList &names, const QDateTime &now);
    /// From pem(). Refuses what is broken, what does not fit together, and any authority that was not made
    /// by make().
    [[nodiscard]] static Result<Authority> parse(const QByteArray &pem);

    Authority(Authority &&) noexcept;
    Authority &operator=(Authority &&) noexcept;
    ~Authority();

    /// Key and certificate: the secret.
    [[nodiscard]] const QByteArray &pem() const;
    /// The certificate alone: what clients are told to trust.
    [[nodiscard]] const QByteArray &certificate() const;
    [[nodiscard]] const QStringList &names() const;
    /// False for one that was made before there was a LAN mode.
    [[nodiscard]] bool coversLocalNetworks() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QByteArray sha256() const;
    [[nodiscard]] QDateTime from() const;
    [[nodiscard]] QDateTime until() const;

    /// A short-lived certificate with a key of its own, for those of `names` that this authority may vouch
    /// for.
    [[nodiscard]] Result<IssuedCertificate> issue(const QStringList &names, const QDateTime &now) const;

    static constexpr int LifeYears = 5;
    static constexpr int IssuedLifeDays = 30;

private:
    struct Parts;
    explicit Authority(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> d;
};

} // namespace spectap
