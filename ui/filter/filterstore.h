// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QString>

#include <vector>

namespace spectap {

class Settings;

/// The filters a person has used, and those they gave a name. Remembered in the settings, once there are any.
class FilterStore final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t MaxUsed = 50; ///< beside those kept

    struct Used
    {
        QString text;
        bool kept = false;
    };
    struct Saved
    {
        QString name;
        QString text;
    };

    using QObject::QObject;
    void setSettings(Settings *settings);

    /// Kept ones first, then the newest.
    [[nodiscard]] std::vector<Used> used() const;
    void use(const QString &text);
    void setKept(const QString &text, bool kept);
    void forget(const QString &text);

    [[nodiscard]] const std::vector<Saved> &saved() const { return m_saved; }
    /// Its place. One that is there under this name becomes this filter.
    std::size_t save(const QString &name, const QString &text);
    void rename(std::size_t at, const QString &name);
    void change(std::size_t at, const QString &text);
    void remove(std::size_t at);
    void move(std::size_t from, std::size_t to);

signals:
    void savedChanged();

private:
    void rememberUsed();
    void rememberSaved();

    Settings *m_settings = nullptr;
    std::vector<Used> m_used; ///< newest first
    std::vector<Saved> m_saved;
};

} // namespace spectap
