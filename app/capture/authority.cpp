// SPDX-License-Identifier: MIT
#include "app/capture/authority.h"

#include "app/capture/certificatenames.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace spectap {

namespace {

constexpr char Maker[] = "Spectap";
/// The clocks of emulators and devices lag behind.
constexpr int BackdatedDays = 1;
/// RFC 5280 4.1.2.2: at most 20 octets and positive.
constexpr int SerialBits = 159;

template <auto Free> struct Freed
{
    template <typename T> void operator()(T *object) const { Free(object); }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using BigNumber = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using Constraints = std::unique_ptr<NAME_CONSTRAINTS, Freed<NAME_CONSTRAINTS_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;

/// Empties OpenSSL's queue of errors: what is left there would be blamed on the next TLS connection.
QString reason()
{
    std::array<char, 256> text{};
    const unsigned long first = ERR_get_error();
    ERR_clear_error();
    if (first == 0)
        return QStringLiteral("no reason given");
    ERR_error_string_n(first, text.data(), text.size());
    return QString::fromLatin1(text.data());
}

Error failed(const QString &what)
{
    return {ErrorCode::Io, QStringLiteral("OpenSSL cannot %1 (%2).").arg(what, reason())};
}

QByteArray contentsOf(BIO *bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? QByteArray(data, static_cast<qsizetype>(size)) : QByteArray();
}

QByteArray pemOf(X509 *certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    return bio && PEM_write_bio_X509(bio.get(), certificate) == 1 ? contentsOf(bio.get()) : QByteArray();
}

QByteArray pemOf(EVP_PKEY *key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    const bool written =
        bio && PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1;
    return written ? contentsOf(bio.get()) : QByteArray();
}

/// P-256: the one curve that every TLS client of the last fifteen years takes.
Key newKey()
{
    return Key(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
}

QDateTime timeOf(const ASN1_TIME *time)
{
    std::tm fields{};
    if (ASN1_TIME_to_tm(time, &fields) != 1)
        return {};
    return {QDate(fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday),
        QTime(fields.tm_hour, fields.tm_min, fields.tm_sec), Qt::UTC};
}

bool setTimes(X509 *certificate, const QDateTime &from, const QDateTime &until)
{
    const auto seconds = [](const QDateTime &time) { return static_cast<time_t>(time.toSecsSinceEpoch()); };
    return ASN1_TIME_set(X509_getm_notBefore(certificate), seconds(from)) &&
           ASN1_TIME_set(X509_getm_notAfter(certificate), seconds(until));
}

/// Random, so that no client ever meets two certificates of one issuer with the same number.
bool setSerial(X509 *certificate)
{
    const BigNumber number(BN_new());
    return number && BN_rand(number.get(), SerialBits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
           !BN_is_zero(number.get()) && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool addToName(X509_NAME *name, const char *field, const QByteArray &text)
{
    return X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
               reinterpret_cast<const unsigned char *>(text.constData()), static_cast<int>(text.size()), -1,
               0) == 1;
}

bool addExtension(X509 *certificate, X509 *issuer, int nid, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// "DNS:localhost,IP:127.0.0.1": names were checked by isCertificateName(), so nothing in them is syntax.
QByteArray alternativeNames(const QStringList &names)
{
    QByteArray value;
    for (const QString &name : names)
        value +=
            (value.isEmpty() ? "" : ",") + QByteArray(isAddress(name) ? "IP:" : "DNS:") + name.toLatin1();
    return value;
}

/// Addresses and names that mean another machine in every network, so that no site can be posed as by them.
/// They are permitted from the start: an address in the local network changes, and a phone that was told to
/// trust this authority must not be asked for it again in every room.
constexpr char LocalNetworks[] =
    ",permitted;IP:10.0.0.0/255.0.0.0,permitted;IP:172.16.0.0/255.240.0.0"
    ",permitted;IP:192.168.0.0/255.255.0.0,permitted;IP:fc00::/fe00::,permitted;DNS:local";

/// The very names, each address with a full mask, and the local networks. A constraint on a host name covers
/// what is below it as well, which must not be all of a top-level domain that is called like the machine.
QByteArray constraintsFor(const QStringList &names)
{
    QByteArray value = "critical";
    for (const QString &name : names) {
        if (!isAddress(name)) {
            value += ",permitted;DNS:" + name.toLatin1();
            if (mayBeTopLevel(name))
                value += ",excluded;DNS:." + name.toLatin1();
            continue;
        }
        const bool v6 = QHostAddress(name).protocol() == QAbstractSocket::IPv6Protocol;
        value += ",permitted;IP:" + name.toLatin1() +
                 (v6 ? "/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" : "/255.255.255.255");
    }
    return value + LocalNetworks;
}

/// What a certificate of an authority may be for.
struct Permitted
{
    QStringList names;                        ///< each by itself
    QList<QPair<QHostAddress, int>> networks; ///< whole ranges of addresses
    QStringList domains;                      ///< with all that is below

    [[nodiscard]] bool covers(const QString &name) const
    {
        if (names.contains(name))
            return true;
        if (isAddress(name)) {
            const QHostAddress address(name);
            return std::any_of(networks.begin(), networks.end(),
                [&address](const QPair<QHostAddress, int> &network) { return address.isInSubnet(network); });
        }
        return std::any_of(domains.begin(), domains.end(),
            [&name](const QString &domain) { return name.endsWith(u'.' + domain); });
    }
};

int maskLength(const unsigned char *mask, int bytes)
{
    int bits = 0;
    for (int i = 0; i < bytes; ++i)
        bits += std::popcount(mask[i]);
    return bits;
}

QHostAddress addressOf(const unsigned char *bytes, int length)
{
    if (length == 16)
        return QHostAddress(bytes);
    return QHostAddress(
        quint32(bytes[0]) << 24 | quint32(bytes[1]) << 16 | quint32(bytes[2]) << 8 | quint32(bytes[3]));
}

Permitted permittedBy(const NAME_CONSTRAINTS *constraints)
{
    Permitted permitted;
    for (int i = 0; i < sk_GENERAL_SUBTREE_num(constraints->permittedSubtrees); ++i) {
        const GENERAL_NAME *base = sk_GENERAL_SUBTREE_value(constraints->permittedSubtrees, i)->base;
        if (base->type == GEN_DNS) {
            const ASN1_IA5STRING *text = base->d.dNSName;
            const QString name = QString::fromLatin1(
                reinterpret_cast<const char *>(ASN1_STRING_get0_data(text)), ASN1_STRING_length(text));
            (name == u"local" ? permitted.domains : permitted.names) += name;
        } else if (base->type == GEN_IPADD) { // the address, then its mask
            const unsigned char *bytes = ASN1_STRING_get0_data(base->d.iPAddress);
            const int length = ASN1_STRING_length(base->d.iPAddress) / 2;
            if (length != 4 && length != 16)
                continue;
            const QHostAddress address = addressOf(bytes, length);
            const int bits = maskLength(bytes + length, length);
            if (bits == length * 8)
                permitted.names += address.toString();
            else
                permitted.networks += {address, bits};
        }
    }
    return permitted;
}

NAME_CONSTRAINTS *constraintsOf(X509 *certificate)
{
    return static_cast<NAME_CONSTRAINTS *>(
        X509_get_ext_d2i(certificate, NID_name_constraints, nullptr, nullptr));
}

QString commonName(X509 *certificate)
{
    const X509_NAME *subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0)
        return {};
    const ASN1_STRING *text = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
    return QString::fromUtf8(
        reinterpret_cast<const char *>(ASN1_STRING_get0_data(text)), ASN1_STRING_length(text));
}

/// PEM readers ask the terminal for the passphrase of an encrypted key unless somebody answers: nobody
/// here has one.
int noPassphrase(char *, int, int, void *)
{
    return -1;
}

} // namespace

struct Authority::Parts
{
    Key key;
    Certificate certificate;
    QByteArray pem;
    QByteArray certificatePem;
    Permitted permitted;
};

Authority::Authority(std::unique_ptr<Parts> parts)
    : d(std::move(parts))
{
}

Authority::Authority(Authority &&) noexcept = default;
Authority &Authority::operator=(Authority &&) noexcept = default;
Authority::~Authority() = default;

Result<Authority> Authority::make(const QStringList &names, const QDateTime &now)
{
    const auto error = [] { return failed(QStringLiteral("make a certificate authority")); };
    auto parts = std::make_unique<Parts>();
    parts->key = newKey();
    parts->certificate.reset(X509_new());
    X509 *certificate = parts->certificate.get();
    if (!parts->key || !certificate || !setSerial(certificate) ||
        !setTimes(certificate, now.addDays(-BackdatedDays), now.addYears(LifeYears)))
        return error();
    // A part of the number in the name tells two authorities apart in a list of trusted ones.
    const ASN1_INTEGER *serial = X509_get0_serialNumber(certificate);
    const QByteArray mark = QByteArray::fromRawData(
        reinterpret_cast<const char *>(ASN1_STRING_get0_data(serial)), qMin(ASN1_STRING_length(serial), 3))
                                .toHex();
    X509_NAME *name = X509_get_subject_name(certificate);
    const bool made =
        X509_set_version(certificate, X509_VERSION_3) == 1 && addToName(name, "O", Maker) &&
        addToName(name, "CN", QByteArray("Spectap local authority " + mark)) &&
        X509_set_issuer_name(certificate, name) == 1 && X509_set_pubkey(certificate, parts->key.get()) == 1 &&
        addExtension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
        addExtension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
        addExtension(certificate, certificate, NID_ext_key_usage, "serverAuth") &&
        addExtension(certificate, certificate, NID_subject_key_identifier, "hash") &&
        addExtension(certificate, certificate, NID_authority_key_identifier, "keyid:always") &&
        addExtension(certificate, certificate, NID_name_constraints, constraintsFor(names)) &&
        X509_sign(certificate, parts->key.get(), EVP_sha256()) > 0;
    if (!made)
        return error();
    parts->certificatePem = pemOf(certificate);
    const QByteArray key = pemOf(parts->key.get());
    if (parts->certificatePem.isEmpty() || key.isEmpty())
        return error();
    parts->pem = key + parts->certificatePem;
    const Constraints constraints(constraintsOf(certificate));
    if (!constraints)
        return error();
    parts->permitted = permittedBy(constraints.get());
    return Authority(std::move(parts));
}

Result<Authority> Authority::parse(const QByteArray &pem)
{
    const auto refused = [](const QString &why) {
        ERR_clear_error();
        return Error{ErrorCode::Io, why};
    };
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    if (!bio)
        return failed(QStringLiteral("read a certificate authority"));
    auto parts = std::make_unique<Parts>();
    parts->key.reset(PEM_read_bio_PrivateKey(bio.get(), nullptr, &noPassphrase, nullptr));
    if (!parts->key)
        return refused(QStringLiteral("its private key cannot be read"));
    parts->certificate.reset(PEM_read_bio_X509(bio.get(), nullptr, &noPassphrase, nullptr));
    X509 *certificate = parts->certificate.get();
    if (!certificate)
        return refused(QStringLiteral("its certificate cannot be read"));
    if (X509_check_private_key(certificate, parts->key.get()) != 1)
        return refused(QStringLiteral("its certificate belongs to another private key"));
    const Constraints constraints(constraintsOf(certificate));
    if (!constraints || X509_check_ca(certificate) != 1 ||
        !commonName(certificate).startsWith(QLatin1String(Maker)) ||
        X509_verify(certificate, parts->key.get()) != 1)
        return refused(QStringLiteral("it is not an authority that Spectap made"));
    parts->permitted = permittedBy(constraints.get());
    parts->certificatePem = pemOf(certificate);
    parts->pem = pem;
    return Authority(std::move(parts));
}

Result<IssuedCertificate> Authority::issue(const QStringList &names, const QDateTime &now) const
{
    const auto error = [] { return failed(QStringLiteral("issue a certificate")); };
    IssuedCertificate issued;
    for (const QString &name : names) {
        if (d->permitted.covers(name))
            issued.names += name;
    }
    issued.until = qMin(now.addDays(IssuedLifeDays), until());
    const Key key = newKey();
    const Certificate owned(X509_new());
    X509 *certificate = owned.get();
    X509 *issuer = d->certificate.get();
    if (issued.names.isEmpty() || !key || !certificate)
        return error();
    X509_NAME *name = X509_get_subject_name(certificate);
    const bool made =
        X509_set_version(certificate, X509_VERSION_3) == 1 && setSerial(certificate) &&
        setTimes(certificate, qMax(now.addDays(-BackdatedDays), from()), issued.until) &&
        addToName(name, "O", Maker) && addToName(name, "CN", issued.names.first().toLatin1()) &&
        X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
        X509_set_pubkey(certificate, key.get()) == 1 &&
        addExtension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
        addExtension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
        addExtension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
        addExtension(certificate, issuer, NID_subject_key_identifier, "hash") &&
        addExtension(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
        addExtension(certificate, issuer, NID_subject_alt_name, alternativeNames(issued.names)) &&
        X509_sign(certificate, d->key.get(), EVP_sha256()) > 0;
    if (!made)
        return error();
    issued.certificate = pemOf(certificate);
    issued.key = pemOf(key.get());
    if (issued.certificate.isEmpty() || issued.key.isEmpty())
        return error();
    return issued;
}

const QByteArray &Authority::pem() const
{
    return d->pem;
}

const QByteArray &Authority::certificate() const
{
    return d->certificatePem;
}

const QStringList &Authority::names() const
{
    return d->permitted.names;
}

bool Authority::coversLocalNetworks() const
{
    return !d->permitted.networks.isEmpty();
}

QString Authority::title() const
{
    return commonName(d->certificate.get());
}

QByteArray Authority::sha256() const
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    if (X509_digest(d->certificate.get(), EVP_sha256(), digest.data(), &length) != 1)
        return {};
    return {reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(length)};
}

QDateTime Authority::from() const
{
    return timeOf(X509_get0_notBefore(d->certificate.get()));
}

QDateTime Authority::until() const
{
    return timeOf(X509_get0_notAfter(d->certificate.get()));
}

} // namespace spectap
