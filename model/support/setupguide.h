// SPDX-License-Identifier: MIT
#pragma once

#include "model/support/reach.h"

#include <QList>
#include <QString>

#include <optional>

namespace spectap {

/// Where the app runs whose calls are to arrive.
enum class AppPlace : quint8
{
    ThisMachine,
    Emulator, ///< of Android
    Usb,      ///< an Android device, through adb
    Lan
};

inline constexpr AppPlace AllAppPlaces[] = {
    AppPlace::ThisMachine, AppPlace::Emulator, AppPlace::Usb, AppPlace::Lan};

/// "this", "emulator", "usb" or "lan": as --on takes it.
[[nodiscard]] QString appPlaceName(AppPlace place);
[[nodiscard]] std::optional<AppPlace> appPlaceFromName(QStringView name);

/// A program that points one SDK here and can be pasted as it is.
struct Snippet
{
    QString text;
    QStringList notes;
    QString command;        ///< to be run on this machine first; mostly empty
    QList<int> markedLines; ///< the lines to add to a program that has the SDK already, from 0
};

/// One SDK of resources/snippets: what there is to choose, and the program for each choice.
class SetupGuide
{
public:
    enum class Https : quint8
    {
        Possible,
        Always, ///< unless the program overrides it
        Only
    };

    QString name; ///< as --sdk takes it
    QString title;
    QString detail;  ///< which one of several, may be empty
    QString group;   ///< heading in the list
    QString install; ///< what brings the package, may be empty
    QString trust;   ///< name of the trust guide for its clients; empty: the one of the system
    Https https = Https::Possible;
    QList<AppPlace> places; ///< where an app with this SDK may run, the usual one first

    /// Whether `words` are all found in what the list shows of it.
    [[nodiscard]] bool matches(const QString &words) const;

    /// Nothing for the local network while that is not listened to. While nothing listens at all the port
    /// is the usual one.
    [[nodiscard]] std::optional<Snippet> snippet(const Reach &reach, AppPlace place, bool overHttps) const;

    /// The program for this machine over plain http, with `code` in place of its calls and `imports` in place
    /// of what those need. A write key that could end the string it stands in is not filled in.
    [[nodiscard]] QString program(
        const Reach &reach, const QString &writeKey, const QStringList &imports, const QString &code) const;

    /// What to do when there is no snippet for the local network.
    [[nodiscard]] static QString lanIsOff();

private:
    friend QList<SetupGuide> setupGuides();

    QString m_template;
    QString m_note;
    QString m_httpNote;
    bool m_keepsPath = true; ///< else only the secret write key lets its calls in from the local network
};

/// All of them, in the order of the list.
[[nodiscard]] QList<SetupGuide> setupGuides();

} // namespace spectap
