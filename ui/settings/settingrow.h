// SPDX-License-Identifier: MIT
#pragma once

#include "ui/settings/settings.h"

#include <QWidget>

#include <functional>
#include <vector>

class QAction;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace spectap {

/// One thing that can be set: its name, what it means, a control that sets it at once, and a way back to what
/// it was. Follows when the same is set elsewhere.
class SettingRow final : public QWidget
{
    Q_OBJECT

public:
    struct Words
    {
        QString name;
        QString meaning;
    };
    struct Choice
    {
        QString text;
        QVariant value;
    };
    /// The families of fonts there are.
    [[nodiscard]] static std::vector<Choice> fontFamilies(bool fixedWidth);
    struct Range
    {
        int least = 0;
        int most = 0;
        int step = 1;
        QString unit = {};
    };

    SettingRow(Settings *settings, Setting setting, const Words &words, const std::vector<Choice> &choices);
    SettingRow(Settings *settings, Setting setting, const Words &words, const Range &range);
    /// On or off.
    SettingRow(Settings *settings, Setting setting, const Words &words);
    /// What a command of the window switches, or does when it cannot be checked.
    SettingRow(QAction *action, const Words &words);

    /// Whether its words have all of `words`, ignoring case; then it is to be shown.
    [[nodiscard]] bool matches(const QStringList &words) const;
    void reset();

private:
    SettingRow(const Words &words);
    void setControl(QWidget *control);
    void follow(Settings *settings, Setting setting);

    QString m_words;
    QLabel *m_name;
    QToolButton *m_reset;
    QVBoxLayout *m_column;
    Settings *m_settings = nullptr;
    Setting m_setting = {};
    std::function<void(const QVariant &)> m_show; ///< puts a value into the control
};

} // namespace spectap
