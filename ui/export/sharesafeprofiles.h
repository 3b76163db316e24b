// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/redaction/redactionprofile.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace spectap {

class Settings;

/// The share-safe profiles that have a name, and the choices of the last export, as the settings keep them.
class ShareSafeProfiles
{
public:
    /// Null: there are none, and nothing is remembered.
    explicit ShareSafeProfiles(Settings *settings);

    [[nodiscard]] QStringList names() const;
    [[nodiscard]] std::optional<RedactionProfile> profile(const QString &name) const;
    /// One that is there under this name becomes this one.
    void save(const QString &name, const RedactionProfile &profile);
    void remove(const QString &name);

    struct Last
    {
        bool isOn = false;
        QString name;
        RedactionProfile profile;
    };
    [[nodiscard]] Last last() const;
    void setLast(const Last &last);

private:
    struct Named
    {
        QString name;
        RedactionProfile profile;
    };
    void remember();

    Settings *m_settings;
    std::vector<Named> m_named;
};

} // namespace spectap
