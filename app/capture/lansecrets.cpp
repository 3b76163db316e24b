// SPDX-License-Identifier: MIT
#include "app/capture/lansecrets.h"

#include "app/capture/privatefile.h"

#include <QFileInfo>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace spectap {

namespace {

/// 32 letters and digits that are not mistaken for each other when they are typed from a screen.
constexpr QByteArrayView Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
static_assert(Alphabet.size() == 32);
constexpr qsizetype SecretLetters = 26; ///< of 5 bits each
/// Tells in an SDK's set-up what the key is for.
constexpr QByteArrayView KeyMark = "lan_";
constexpr qint64 LargestFile = 1024;

QByteArray randomWord()
{
    QByteArray word(SecretLetters, '\0');
    for (char &letter : word)
        letter = Alphabet[static_cast<qsizetype>(QRandomGenerator::system()->bounded(32U))];
    return word;
}

bool isWord(QByteArrayView text)
{
    return text.size() == SecretLetters &&
           std::all_of(text.begin(), text.end(), [](char letter) { return Alphabet.contains(letter); });
}

bool areWhole(const LanSecrets &secrets)
{
    return isWord(secrets.prefix) && secrets.writeKey.startsWith(KeyMark) &&
           isWord(QByteArrayView(secrets.writeKey).sliced(KeyMark.size()));
}

} // namespace

LanSecrets LanSecrets::random()
{
    return {randomWord(), KeyMark + randomWord()};
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size()) // the length is no secret
        return false;
    unsigned int different = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        different |= static_cast<unsigned int>(a[i] ^ b[i]);
    return different == 0;
}

LanSecretStore::LanSecretStore(QString path)
    : m_path(std::move(path))
{
}

QString LanSecretStore::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/lan-secrets");
}

Result<LanSecrets> LanSecretStore::open() const
{
    const Result<std::optional<QByteArray>> kept = readPrivateFile(m_path, LargestFile);
    if (!kept)
        return kept.error();
    if (!*kept)
        return renew();
    const QList<QByteArray> lines = (*kept)->split('\n');
    const LanSecrets secrets{lines.value(0), lines.value(1)};
    // cut off or written by hand: something that can be guessed must not open the door
    return areWhole(secrets) ? Result<LanSecrets>(secrets) : renew();
}

Result<LanSecrets> LanSecretStore::renew() const
{
    makePrivateFolder(QFileInfo(m_path).absolutePath());
    const LanSecrets secrets = LanSecrets::random();
    const Result<void> written = writePrivateFile(m_path, secrets.prefix + '\n' + secrets.writeKey + '\n');
    if (!written)
        return written.error();
    return secrets;
}

} // namespace spectap
