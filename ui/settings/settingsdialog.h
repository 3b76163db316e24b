// SPDX-License-Identifier: MIT
#pragma once

#include "ui/settings/settingrow.h"

#include <QDialog>

#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QScrollArea;
class QVBoxLayout;

namespace spectap {

/// Everything that can be set, in sections, found by typing a word of it. What is set holds at once; not
/// modal, so that one sees it.
class SettingsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SettingsDialog(QWidget *parent = nullptr);

    /// Opens a section; rows follow.
    void addSection(const QString &title);
    void addRow(SettingRow *row);
    /// Shows what has these words, as if they were typed.
    void find(const QString &words);

private:
    struct Section
    {
        QLabel *title;
        std::vector<SettingRow *> rows;
    };

    void narrow(const QString &words);
    void resetAll();

    QLineEdit *m_search;
    QListWidget *m_index;
    QScrollArea *m_area;
    QVBoxLayout *m_column;
    QLabel *m_none;
    std::vector<Section> m_sections;
};

} // namespace spectap
