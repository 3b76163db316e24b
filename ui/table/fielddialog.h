// SPDX-License-Identifier: MIT
#pragma once

#include "model/items/filterwords.h"

#include <QDialog>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace spectap {

/// Asks for a field of the calls: typed, or chosen among those seen.
class FieldDialog final : public QDialog
{
    Q_OBJECT

public:
    FieldDialog(const SessionDocument &document, QWidget *parent);

signals:
    void chosen(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void accept() override;

private:
    void ask();
    void offer(const FilterWords &words);
    void judge();

    FilterWordFinder m_finder;
    QLineEdit *m_edit;
    QListWidget *m_list;
    QLabel *m_note;
    QDialogButtonBox *m_buttons;
};

} // namespace spectap
